/**
 * The objects that a command works on.
 *
 * <p>A {@link dev.trellis.internal.workspace.Workspace} turns the configuration and the extensions of plugins into branches
 * with their scripts, a dialect and a connection. Each of them is created when it is first needed, so that a command that
 * only reads scripts never connects to a database.
 *
 * <p>Scripts are read before a connection is used, and their problems are reported before those of the connection. The
 * connection to a server is established on a {@linkplain dev.trellis.internal.workspace.PendingConnection second thread} in
 * the meantime. A file database is opened afterwards, because opening it would create the file even if a script is broken.
 *
 * <p>{@link dev.trellis.internal.workspace.Dialects} and {@link dev.trellis.internal.workspace.Formats} list the built-in
 * databases and script formats.
 */
@NullMarked
package dev.trellis.internal.workspace;

import org.jspecify.annotations.NullMarked;
