package dev.trellis.sql;

import org.jspecify.annotations.Nullable;

/**
 * A catalogue object as a statement names it.
 *
 * @param name the name as written, with its schema and quotes; the name of the table for an index that the statement
 *     leaves unnamed
 * @param table the table of an index or trigger as written, or null when the statement does not name one
 */
public record DatabaseObject(
        ObjectKind kind, String name, @Nullable String table) {}
