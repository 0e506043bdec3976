package dev.trellis.schema;

import java.util.List;
import java.util.Objects;
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

    // Hand-written, as in TableName: the generated methods cost milliseconds of each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof PrimaryKey that
                        && Objects.equals(name, that.name)
                        && columns.equals(that.columns));
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, columns);
    }
}
