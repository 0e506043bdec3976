package dev.trellis;

import org.jspecify.annotations.Nullable;

/**
 * What autogenerate found and wrote.
 *
 * @param revision the new revision, or null when there was nothing to write
 * @param difference what it was written from
 */
public record DraftReport(@Nullable RevisionReport revision, DifferenceReport difference) {}
