package dev.trellis.script;

import dev.trellis.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a script says; enough for the graph and for every listing.
 *
 * @param revision its place in the graph
 * @param message what it is about, one line; empty when it says nothing
 * @param created when it was written, as written (ISO 8601), or null
 */
public record Header(
        Revision revision, String message, @Nullable String created) {}
