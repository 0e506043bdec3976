/**
 * The values that are drawn and documented: tables with their owners, the history of columns, and revisions. They are
 * computed by replaying the scripts, so no database is needed.
 */
@NullMarked
package dev.trellis.internal.diagram.project;

import org.jspecify.annotations.NullMarked;
