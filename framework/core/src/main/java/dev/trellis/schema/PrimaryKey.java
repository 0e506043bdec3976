package dev.trellis.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of a table.
 *
 * @param name null before the naming convention has named it, and if the key was inspected in a database that has no name
 *     for it
 * @param columns in the order of the key; not empty
 */
public record PrimaryKey(@Nullable String name, List<String> columns) {
    public PrimaryKey {
        columns = List.copyOf(columns);
    }
}
