package dev.trellis.schema;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A UNIQUE constraint.
 *
 * @param name null before the naming convention has named it, and if the constraint was inspected in a database that has no
 *     name for it
 * @param columns the columns; their order does not change the constraint, but is kept for writing it
 */
public record UniqueConstraint(@Nullable String name, List<String> columns) {
    public UniqueConstraint {
        columns = List.copyOf(columns);
    }

    // Hand-written, as in TableName: the generated methods cost milliseconds of each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof UniqueConstraint that
                        && Objects.equals(name, that.name)
                        && columns.equals(that.columns));
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, columns);
    }
}
