package dev.trellis.schema;

import java.util.List;
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
}
