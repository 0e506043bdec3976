/**
 * Ownership of tables and protection of a base schema: which branch owns a table, what a script may do to it, and how
 * a change that the text of a script does not show is detected.
 */
@NullMarked
package dev.trellis.internal.protection;

import org.jspecify.annotations.NullMarked;
