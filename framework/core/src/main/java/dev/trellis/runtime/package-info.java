/**
 * The effects: connections, the version table, the history, and the running of plans that were computed elsewhere. All
 * other rooms work on values. Plain JDBC carries what Trellis itself says to the database, because statements have to
 * arrive as they were written; Jdbi is what Java migrations are given, and is opened only for them. Imports every room but
 * {@code inject}.
 */
@NullMarked
package dev.trellis.runtime;

import org.jspecify.annotations.NullMarked;
