package dev.trellis.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A UNIQUE constraint.
 *
 * @param name null only when inspected where the database has no name for it
 * @param columns their order says nothing to the rule, and is kept for writing it
 */
public record UniqueConstraint(@Nullable String name, List<String> columns) {
    public UniqueConstraint {
        columns = List.copyOf(columns);
    }
}
