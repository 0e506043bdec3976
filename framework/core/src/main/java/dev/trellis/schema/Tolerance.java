package dev.trellis.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deviations from a model that a comparison accepts in a table of the database, because a library that shares the model,
 * such as Hibernate, would have created the table with them. Each deviation may occur without the others. Whatever deviates
 * from both the model and the tolerance is a difference.
 *
 * <p>A table that Trellis creates has no deviations: a tolerance affects neither DDL nor the names of objects.
 *
 * @param columns columns with another type, nullability or computation than the columns of the same names in the model;
 *     their other attributes have no effect
 * @param primaryKey the primary key with its columns in another order; null if no other order is accepted
 * @param uniques unique constraints, without names, each of which may replace a unique index of the same columns
 * @param checks checks that the model does not contain
 * @param absent the names of those foreign keys, unique constraints and unique indexes of the model that the database need
 *     not contain
 */
public record Tolerance(
        List<Column> columns,
        @Nullable PrimaryKey primaryKey,
        List<UniqueConstraint> uniques,
        List<ToleratedCheck> checks,
        List<String> absent) {

    /**
     * A check that the database may contain.
     *
     * @param sql the condition
     * @param includes the names of those checks of the model whose conditions the condition includes: {@code (quantity > 0)
     *     and (state in ('OPEN', 'PAID'))} replaces the model's check {@code quantity > 0}; empty if the check may only exist
     *     in addition to those of the model
     */
    public record ToleratedCheck(SqlText sql, List<String> includes) {
        public ToleratedCheck {
            includes = List.copyOf(includes);
        }
    }

    public Tolerance {
        columns = List.copyOf(columns);
        uniques = List.copyOf(uniques);
        checks = List.copyOf(checks);
        absent = List.copyOf(absent);
    }

    /** Returns whether nothing is tolerated. */
    public boolean isEmpty() {
        return columns.isEmpty() && primaryKey == null && uniques.isEmpty() && checks.isEmpty() && absent.isEmpty();
    }

    /** Finds the other form of a column by its exact name; null if there is none. */
    public @Nullable Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
