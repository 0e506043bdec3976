package dev.trellis.report;

import org.jspecify.annotations.Nullable;

/**
 * What autogenerate found and wrote.
 *
 * @param revision the new revision, or null when there was nothing to write
 * @param difference what it was written from
 */
public record AutogenerateReport(@Nullable RevisionReport revision, DiffReport difference) {}
