/**
 * The connection to the database: how it is opened, configured, shared with Java steps and replaced when it is lost.
 *
 * <p>A {@link dev.trellis.internal.connection.Session} is one JDBC connection. The dialect applies its session settings and
 * the configured schema when the connection is opened. Trellis's own statements use plain JDBC, because they have to arrive
 * exactly as they were written; escape processing is off. The statements for the version table and the history are prepared
 * once and reused. A Jdbi handle over the same connection is opened only when a Java step or seeder asks for it. That handle
 * sees a {@code GuardedConnection}, which refuses to commit, roll back or close, and has each statement checked first.
 *
 * <p>A connection can be lost. On most databases the run then fails with {@code connection_lost}. An H2 file with {@code
 * AUTO_SERVER=TRUE} is served by whichever process opened it first; when that process ends, the next one takes over. There
 * the run reconnects and repeats its work from the beginning, unless it was inside a revision. {@link
 * dev.trellis.internal.connection.Session#withReconnect} is the only place that reconnects.
 *
 * <p>Passwords never leave this package: messages and exceptions of the driver are searched for the secrets of the
 * configuration, and the driver's log is off while it parses a URL with a password.
 */
@NullMarked
package dev.trellis.internal.connection;

import org.jspecify.annotations.NullMarked;
