/**
 * The dashboard: pages about the state of databases for browsers on the same machine.
 *
 * <p>{@link dev.trellis.dashboard.Dashboard} starts an HTTP server on the loopback interface. It shows what is applied to each
 * environment of a configuration, what is pending, the history, and the documentation site of the project. The queries change
 * nothing and create nothing. With {@link dev.trellis.dashboard.Permission#UPGRADE} the person who has the one-time token can
 * start an upgrade.
 */
@NullMarked
package dev.trellis.dashboard;

import org.jspecify.annotations.NullMarked;
