package dev.trellis.report;

import org.jspecify.annotations.Nullable;

/**
 * The result of autogenerate.
 *
 * @param revision the new revision, or null if none was written
 * @param difference the difference between model and database
 */
public record AutogenerateReport(@Nullable RevisionReport revision, DiffReport difference) {}
