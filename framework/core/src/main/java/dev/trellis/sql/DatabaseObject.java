package dev.trellis.sql;

import org.jspecify.annotations.Nullable;

/**
 * A catalogue object as a statement names it.
 *
 * @param name the name as written, with its schema and quotes; if the statement creates an index without a name, the name
 *     of the index's table
 * @param table the table of an index or trigger as written, or null when the statement does not name one
 */
public record DatabaseObject(
        ObjectKind kind, String name, @Nullable String table) {}
