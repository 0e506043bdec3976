package dev.trellis.schema;

import org.jspecify.annotations.Nullable;

/**
 * A CHECK constraint.
 *
 * @param name null only if the check was inspected in a database that has no name for it
 * @param sql the condition, without the word CHECK
 */
public record Check(@Nullable String name, SqlText sql) {}
