package dev.trellis.hibernate;

import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Converts a mapped table to a table of the model. */
final class TableMapping {
    private final ConstraintNames names;
    private final ColumnOrder order;
    private final Naming naming;
    private final ColumnMapping columns;
    private final ForeignKeyMapping foreignKeys;
    private final CheckMapping checks;
    private final IndexMapping indexes;

    TableMapping(ColumnMapping columns, ConstraintNames names, ColumnOrder order, Naming naming) {
        this.names = names;
        this.order = order;
        this.naming = naming;
        this.columns = columns;
        this.foreignKeys = new ForeignKeyMapping(names, order);
        this.checks = new CheckMapping(naming);
        this.indexes = new IndexMapping(names);
    }

    Table read(org.hibernate.mapping.Table mapped) {
        TableName name = PhysicalNames.of(mapped);
        requireNoOptions("table '" + name + "'", mapped.getOptions());
        List<Column> sorted = order.sorted(mapped);
        PrimaryKey key = primaryKey(mapped);
        Set<String> keyColumns = key == null ? Set.of() : Set.copyOf(key.columns());
        String comment = mapped.getComment();
        return naming.named(new Table(
                name,
                sorted.stream()
                        .map(column -> columns.read(mapped, column))
                        .map(column -> keyColumns.contains(column.name()) ? column.withNullable(false) : column)
                        .toList(),
                key,
                uniqueConstraints(mapped, sorted, key),
                foreignKeys.read(mapped),
                checks.read(mapped, name, sorted),
                indexes.read(mapped),
                comment == null || comment.isBlank() ? null : comment,
                null));
    }

    private @Nullable PrimaryKey primaryKey(org.hibernate.mapping.Table mapped) {
        if (mapped.getPrimaryKey() == null
                || mapped.getPrimaryKey().getColumns().isEmpty()) {
            return null;
        }
        List<Column> sorted = order.sorted(mapped, mapped.getPrimaryKey().getColumns());
        return new PrimaryKey(null, PhysicalNames.of(sorted));
    }

    /**
     * Returns the unique constraints: those of single columns in the order of the columns, then those of the table in the
     * order of the source. An unnamed constraint is omitted if the primary key, a named constraint or an earlier unnamed
     * constraint has the same columns.
     */
    private List<UniqueConstraint> uniqueConstraints(
            org.hibernate.mapping.Table mapped, List<Column> sorted, @Nullable PrimaryKey key) {
        List<UniqueConstraint> constraints = new ArrayList<>();
        for (Column column : sorted) {
            if (column.isUnique()
                    || ColumnMapping.defined(mapped, column).unique()
                    || ColumnMapping.options(mapped, column).unique()) {
                constraints.add(new UniqueConstraint(null, List.of(PhysicalNames.of(column))));
            }
        }
        mapped.getUniqueKeys().values().stream()
                .filter(unique -> !names.declaration(unique.getName()).index())
                .sorted(Comparator.comparingInt(
                        unique -> names.declaration(unique.getName()).position()))
                .map(this::uniqueConstraint)
                .forEach(constraints::add);
        Set<Set<String>> covered = new HashSet<>();
        if (key != null) {
            covered.add(Set.copyOf(key.columns()));
        }
        constraints.stream()
                .filter(constraint -> constraint.name() != null)
                .forEach(constraint -> covered.add(Set.copyOf(constraint.columns())));
        constraints.removeIf(constraint -> constraint.name() == null && !covered.add(Set.copyOf(constraint.columns())));
        return constraints;
    }

    private UniqueConstraint uniqueConstraint(UniqueKey unique) {
        List<String> columnNames = PhysicalNames.of(unique.getColumns());
        requireNoOptions("unique constraint of " + columnNames, unique.getOptions());
        return new UniqueConstraint(names.declaration(unique.getName()).name(), columnNames);
    }

    /**
     * Rejects options of a part of a table for which a model cannot represent options.
     *
     * @throws EntityModelException {@code unknown_options}
     */
    static void requireNoOptions(String place, @Nullable String options) {
        if (options != null && !options.isBlank()) {
            throw EntityModelException.unknownOptions(
                    place, options, "Remove the options: a model cannot represent any here.");
        }
    }
}
