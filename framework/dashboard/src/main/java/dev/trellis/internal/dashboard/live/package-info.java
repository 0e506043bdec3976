/**
 * The state of the databases, read when a page needs it. {@link dev.trellis.internal.dashboard.live.Environments} lists the
 * environments of the configuration. Each has its own threads, so a database that does not answer delays only its own part of
 * a page. {@link dev.trellis.internal.dashboard.live.LiveSite} writes the documentation site of the project to a temporary
 * folder, again whenever the scripts or the applied revisions have changed.
 */
@NullMarked
package dev.trellis.internal.dashboard.live;

import org.jspecify.annotations.NullMarked;
