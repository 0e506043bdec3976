/**
 * Runs a plan: each revision is executed by a strategy, its SQL is sent to the database or written to an offline
 * script, and the version and history rows are updated.
 */
@NullMarked
package dev.trellis.internal.run;

import org.jspecify.annotations.NullMarked;
