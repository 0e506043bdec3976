/**
 * The connection to the database: how it is opened, configured, guarded against transaction control by scripts, and
 * reopened when it is lost. Plain JDBC carries Trellis's own statements, because they have to arrive exactly as they
 * were written. Jdbi is what Java migrations receive, and it is opened only for them.
 */
@NullMarked
package dev.trellis.internal.connection;

import org.jspecify.annotations.NullMarked;
