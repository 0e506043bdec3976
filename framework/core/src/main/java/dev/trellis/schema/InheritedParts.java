package dev.trellis.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The parts that a table has from its parents. A partition has the columns, constraints and indexes of its partitioned table;
 * a table that inherits has the columns and checks. The lists of a {@link Table} omit these parts.
 */
public final class InheritedParts {
    private InheritedParts() {}

    /**
     * Returns a table with the parts of its parents in addition to its own. Parents that the schema does not contain are
     * ignored, and so are tables that are their own parents, directly or through others: databases refuse them.
     */
    public static Table complete(Table table, Schema schema) {
        return complete(table, schema, Set.of());
    }

    private static Table complete(Table table, Schema schema, Set<TableName> children) {
        Set<TableName> descendants = new HashSet<>(children);
        descendants.add(table.name());
        Table complete = table;
        for (TableName parent : table.options().parents()) {
            Optional<Table> found = schema.table(parent).filter(each -> !descendants.contains(each.name()));
            if (found.isPresent()) {
                Table parts = complete(found.get(), schema, descendants);
                complete = joined(complete, isPartition(table, parent) ? parts : withoutKeys(parts));
            }
        }
        return complete;
    }

    /** Returns a table without those of its parts that its parents also have. */
    public static Table own(Table table, Schema schema) {
        Table own = table;
        for (TableName parent : table.options().parents()) {
            Optional<Table> found =
                    schema.table(parent).filter(each -> !each.name().equals(table.name()));
            if (found.isPresent()) {
                Table parts = complete(found.get(), schema, Set.of(table.name()));
                own = without(own, isPartition(table, parent) ? parts : withoutKeys(parts));
            }
        }
        return own;
    }

    /** Returns the names of the columns that a table has from its parents. */
    public static Set<String> columns(Table table, Schema schema) {
        Set<String> names = table.options().parents().stream()
                .flatMap(parent -> schema.table(parent).stream())
                .filter(parent -> !parent.name().equals(table.name()))
                .flatMap(parent -> complete(parent, schema, Set.of(table.name())).columnNames().stream())
                .collect(Collectors.toSet());
        return names;
    }

    private static boolean isPartition(Table table, TableName parent) {
        PartitionOf place = table.options().partitionOf();
        return place != null && place.table().equals(parent);
    }

    private static Table withoutKeys(Table table) {
        return table.withPrimaryKey(null)
                .withUniques(List.of())
                .withForeignKeys(List.of())
                .withIndexes(List.of())
                .withOptions(TableOptions.NONE);
    }

    private static Table joined(Table own, Table parent) {
        PrimaryKey key = own.primaryKey();
        return own.withColumns(union(parent.columns(), own.columns(), InheritedParts::isSame))
                .withPrimaryKey(key == null ? parent.primaryKey() : key)
                .withUniques(union(own.uniques(), parent.uniques(), InheritedParts::isSame))
                .withForeignKeys(union(own.foreignKeys(), parent.foreignKeys(), InheritedParts::isSame))
                .withChecks(union(own.checks(), parent.checks(), InheritedParts::isSame))
                .withIndexes(union(own.indexes(), parent.indexes(), InheritedParts::isSame))
                .withOptions(own.options()
                        .withExcludes(
                                union(own.options().excludes(), parent.options().excludes(), InheritedParts::isSame)));
    }

    private static Table without(Table table, Table parent) {
        PrimaryKey key = table.primaryKey();
        boolean isSameKey = key != null
                && parent.primaryKey() != null
                && key.columns().equals(parent.primaryKey().columns());
        return table.withColumns(difference(table.columns(), parent.columns(), InheritedParts::isSame))
                .withPrimaryKey(isSameKey ? null : key)
                .withUniques(difference(table.uniques(), parent.uniques(), InheritedParts::isSame))
                .withForeignKeys(difference(table.foreignKeys(), parent.foreignKeys(), InheritedParts::isSame))
                .withChecks(difference(table.checks(), parent.checks(), InheritedParts::isSame))
                .withIndexes(difference(table.indexes(), parent.indexes(), InheritedParts::isSame))
                .withOptions(table.options()
                        .withExcludes(difference(
                                table.options().excludes(), parent.options().excludes(), InheritedParts::isSame)));
    }

    private static boolean isSame(Column first, Column second) {
        return first.name().equals(second.name());
    }

    private static boolean isSame(UniqueConstraint first, UniqueConstraint second) {
        return first.columns().equals(second.columns());
    }

    private static boolean isSame(ForeignKey first, ForeignKey second) {
        return first.columns().equals(second.columns())
                && first.referredTable().equals(second.referredTable())
                && first.referredColumns().equals(second.referredColumns());
    }

    private static boolean isSame(Check first, Check second) {
        return Objects.equals(first.name(), second.name());
    }

    private static boolean isSame(Index first, Index second) {
        return first.withName(null).equals(second.withName(null));
    }

    private static boolean isSame(Exclude first, Exclude second) {
        return first.elements().equals(second.elements());
    }

    private static <T> List<T> union(List<T> first, List<T> second, BiPredicate<T, T> isSame) {
        List<T> union = new ArrayList<>(first);
        union.addAll(difference(second, first, isSame));
        return union;
    }

    private static <T> List<T> difference(List<T> list, List<T> removed, BiPredicate<T, T> isSame) {
        return list.stream()
                .filter(each -> removed.stream().noneMatch(other -> isSame.test(each, other)))
                .toList();
    }
}
