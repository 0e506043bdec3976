package dev.trellis.internal.diff;

import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The changes, in a list of operations, for which unchanged objects have to be dropped and created again.
 *
 * @param replaced the columns that are dropped and added again, by table; includes those in {@code recomputed}
 * @param recomputed the computed columns, by table, that do not differ but have to be dropped and added again, because a
 *     column in their expression is dropped or changes its type
 * @param converted the columns, by table, whose type changes to another family, so that a foreign key can no longer connect
 *     them with an unchanged column
 * @param droppedKeys the primary keys, unique constraints and unique indexes that are dropped
 */
record Changes(
        Map<TableName, Set<String>> replaced,
        Map<TableName, Set<String>> recomputed,
        Map<TableName, Set<String>> converted,
        Set<Key> droppedKeys) {

    /** The columns of a key that a foreign key may refer to. */
    record Key(TableName table, Set<String> columns) {}

    /** Collects the changes that the operations make to the tables. */
    static Changes of(Collection<TablePair> pairs, List<Operation> operations) {
        Map<TableName, List<Operation>> byTable = SchemaDiff.byTable(operations);
        Map<TableName, Set<String>> replaced = new HashMap<>();
        Map<TableName, Set<String>> recomputed = new HashMap<>();
        Map<TableName, Set<String>> converted = new HashMap<>();
        Set<Key> droppedKeys = new HashSet<>();
        for (TablePair pair : pairs) {
            List<Operation> onTable = byTable.get(pair.name());
            if (onTable == null) {
                continue;
            }
            Set<String> dropped = dropped(onTable);
            Set<String> retyped = retyped(onTable);
            Set<String> addedAgain = dropped.stream()
                    .filter(column -> pair.canonical().column(column).isPresent())
                    .collect(Collectors.toSet());
            Set<String> computed = recomputed(pair, union(dropped, retyped), addedAgain);
            Set<String> all = union(addedAgain, computed);
            put(replaced, pair, all);
            put(recomputed, pair, computed);
            put(
                    converted,
                    pair,
                    retyped.stream()
                            .filter(column -> isOtherFamily(pair, column))
                            .collect(Collectors.toSet()));
            for (Set<String> columns : keysDropped(pair.actual(), onTable, all)) {
                droppedKeys.add(new Key(pair.name(), columns));
            }
        }
        return new Changes(replaced, recomputed, converted, droppedKeys);
    }

    /** Returns the replaced columns of a table. */
    Set<String> replaced(TableName table) {
        return replaced.getOrDefault(table, Set.of());
    }

    /** Returns the recomputed columns of a table. */
    Set<String> recomputed(TableName table) {
        return recomputed.getOrDefault(table, Set.of());
    }

    /**
     * Returns the tables with changes on which other objects depend: objects of the same table, or foreign keys of other
     * tables.
     */
    Set<TableName> tables() {
        Set<TableName> tables = new HashSet<>(replaced.keySet());
        tables.addAll(converted.keySet());
        droppedKeys.forEach(key -> tables.add(key.table()));
        return tables;
    }

    /** Returns whether a foreign key of the table has to be dropped before the changes and created after them. */
    boolean affects(TableName table, ForeignKey key) {
        return key.columns().stream().anyMatch(column -> changesColumn(table, column))
                || key.referredColumns().stream().anyMatch(column -> changesColumn(key.referredTable(), column))
                || droppedKeys.contains(new Key(key.referredTable(), Set.copyOf(key.referredColumns())));
    }

    private boolean changesColumn(TableName table, String column) {
        return replaced(table).contains(column)
                || converted.getOrDefault(table, Set.of()).contains(column);
    }

    private static void put(Map<TableName, Set<String>> columns, TablePair pair, Set<String> names) {
        if (!names.isEmpty()) {
            columns.put(pair.name(), names);
        }
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> union = new HashSet<>(first);
        union.addAll(second);
        return union;
    }

    private static Set<String> dropped(List<Operation> operations) {
        return operations.stream()
                .filter(DropColumn.class::isInstance)
                .map(operation -> ((DropColumn) operation).column())
                .collect(Collectors.toSet());
    }

    private static Set<String> retyped(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation instanceof AlterColumn alter && alter.type() != null)
                .map(operation -> ((AlterColumn) operation).column())
                .collect(Collectors.toSet());
    }

    private static Set<String> recomputed(TablePair pair, Set<String> changed, Set<String> addedAgain) {
        return pair.canonical().columns().stream()
                .filter(column -> column.computed() != null
                        && changed.stream().anyMatch(column.computed().sql()::mentions)
                        && pair.actual().column(column.name()).isPresent()
                        && !addedAgain.contains(column.name()))
                .map(Column::name)
                .collect(Collectors.toSet());
    }

    /** Returns the columns of each key that is dropped: by an operation, or because one of its columns is replaced. */
    private static List<Set<String>> keysDropped(Table actual, List<Operation> operations, Set<String> replaced) {
        List<Set<String>> keys = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof DropConstraint drop) {
                keyDropped(actual, drop).ifPresent(keys::add);
            } else if (operation instanceof DropIndex drop) {
                TablePair.named(actual.indexes(), Index::name, drop.name())
                        .filter(Index::unique)
                        .ifPresent(index -> keys.add(Set.copyOf(index.columns())));
            }
        }
        PrimaryKey primaryKey = actual.primaryKey();
        if (primaryKey != null && primaryKey.columns().stream().anyMatch(replaced::contains)) {
            keys.add(Set.copyOf(primaryKey.columns()));
        }
        for (UniqueConstraint unique : actual.uniques()) {
            if (unique.columns().stream().anyMatch(replaced::contains)) {
                keys.add(Set.copyOf(unique.columns()));
            }
        }
        return keys;
    }

    private static Optional<Set<String>> keyDropped(Table actual, DropConstraint drop) {
        return switch (drop.type()) {
            case PRIMARY_KEY -> Optional.ofNullable(actual.primaryKey()).map(key -> Set.copyOf(key.columns()));
            case UNIQUE ->
                TablePair.named(actual.uniques(), UniqueConstraint::name, drop.name())
                        .map(unique -> Set.copyOf(unique.columns()));
            case FOREIGN_KEY, CHECK, EXCLUDE -> Optional.empty();
        };
    }

    private static boolean isOtherFamily(TablePair pair, String column) {
        Optional<Column> from = pair.actual().column(column);
        Optional<Column> to = pair.canonical().column(column);
        return from.isPresent()
                && to.isPresent()
                && !family(from.get().type()).equals(family(to.get().type()));
    }

    /** Returns the family of a type. A foreign key can connect only columns whose types belong to the same family. */
    private static String family(ColumnType type) {
        if (!(type instanceof ColumnType.Portable portable)) {
            return type.toString();
        }
        if (portable.kind().isInteger()) {
            return "integer";
        }
        return portable.kind() == ColumnType.Kind.STRING || portable.kind() == ColumnType.Kind.TEXT
                ? "text"
                : portable.kind().word();
    }
}
