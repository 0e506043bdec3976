package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What stays as it is and yet has to step aside: foreign keys of columns whose type becomes one of another family and
 * foreign keys to a key that is dropped; computed columns that are computed from such columns or from dropped ones; and
 * whatever holds a column that is dropped and added again. All of it is dropped before and made again after.
 */
final class DependentObjects {
    private record Key(TableName table, Set<String> columns) {}

    private final List<Operation> operations;
    private final Map<TableName, Set<String>> replaced = new HashMap<>();
    private final Map<TableName, Set<String>> converted = new HashMap<>();
    private final Map<TableName, Set<String>> changed = new HashMap<>();
    private final Set<Key> droppedKeys = new HashSet<>();

    private DependentObjects(List<Operation> operations) {
        this.operations = new ArrayList<>(operations);
    }

    /** The operations, and those that clear the way for them and restore it, in whatever order. */
    static List<Operation> withRecreations(Collection<TablePair> pairs, List<Operation> operations) {
        DependentObjects way = new DependentObjects(operations);
        Map<TableName, List<Operation>> byTable = byTable(operations);
        pairs.forEach(pair -> way.read(pair, byTable.getOrDefault(pair.name(), List.of())));
        pairs.forEach(way::computedColumns);
        pairs.forEach(way::constraints);
        pairs.forEach(way::foreignKeys);
        return way.operations;
    }

    /** The operations on each table, so that not all of them are gone through for each. */
    static Map<TableName, List<Operation>> byTable(List<Operation> operations) {
        Map<TableName, List<Operation>> byTable = new HashMap<>();
        for (Operation operation : operations) {
            for (TableName table : operation.tables()) {
                byTable.computeIfAbsent(table, name -> new ArrayList<>()).add(operation);
            }
        }
        return byTable;
    }

    private static void add(Map<TableName, Set<String>> columns, TableName table, String column) {
        columns.computeIfAbsent(table, name -> new HashSet<>()).add(column);
    }

    private static Set<String> of(Map<TableName, Set<String>> columns, TableName table) {
        return columns.getOrDefault(table, Set.of());
    }

    // ---- what changes ----

    private void read(TablePair pair, List<Operation> own) {
        TableName table = pair.name();
        for (Operation operation : own) {
            if (operation instanceof DropColumn drop) {
                add(changed, table, drop.column());
                if (pair.canonical().column(drop.column()).isPresent()) {
                    add(replaced, table, drop.column());
                }
            } else if (operation instanceof AlterColumn alter && alter.type() != null) {
                add(changed, table, alter.column());
                if (isOtherFamily(pair, alter.column())) {
                    add(converted, table, alter.column());
                }
            } else if (operation instanceof DropConstraint drop) {
                droppedKey(pair.actual(), drop).ifPresent(columns -> droppedKeys.add(new Key(table, columns)));
            } else if (operation instanceof DropIndex drop) {
                TablePair.named(pair.actual().indexes(), Index::name, drop.name())
                        .filter(Index::unique)
                        .ifPresent(index -> droppedKeys.add(new Key(table, Set.copyOf(index.columns()))));
            }
        }
    }

    private static Optional<Set<String>> droppedKey(Table actual, DropConstraint drop) {
        return switch (drop.type()) {
            case PRIMARY_KEY -> Optional.ofNullable(actual.primaryKey()).map(key -> Set.copyOf(key.columns()));
            case UNIQUE ->
                TablePair.named(actual.uniques(), UniqueConstraint::name, drop.name())
                        .map(unique -> Set.copyOf(unique.columns()));
            default -> Optional.empty();
        };
    }

    private static boolean isOtherFamily(TablePair pair, String column) {
        Optional<Column> from = pair.actual().column(column);
        Optional<Column> to = pair.canonical().column(column);
        return from.isPresent()
                && to.isPresent()
                && !family(from.get().type()).equals(family(to.get().type()));
    }

    /** Types of one family can refer to each other. */
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

    // ---- what steps aside ----

    private void computedColumns(TablePair pair) {
        Set<String> gone = of(changed, pair.name());
        for (int i = 0; i < pair.canonical().columns().size(); i++) {
            Column column = pair.canonical().columns().get(i);
            Computed computed = column.computed();
            if (computed != null
                    && gone.stream().anyMatch(computed.sql()::mentions)
                    && pair.actual().column(column.name()).isPresent()
                    && !of(replaced, pair.name()).contains(column.name())) {
                Column wanted = pair.desired().columns().get(i);
                operations.removeIf(operation -> operation instanceof AlterColumn alter
                        && alter.table().equals(pair.name())
                        && alter.column().equals(column.name()));
                operations.add(new DropColumn(pair.name(), column.name()));
                operations.add(new AddColumn(pair.name(), wanted.withRenamedFrom(null)));
                add(replaced, pair.name(), column.name());
            }
        }
    }

    private void constraints(TablePair pair) {
        Set<String> gone = of(replaced, pair.name());
        if (gone.isEmpty()) {
            return;
        }
        TableName name = pair.name();
        Table actual = pair.actual();
        Set<Operation> planned = new HashSet<>(operations);
        PrimaryKey key = actual.primaryKey();
        if (key != null && key.columns().stream().anyMatch(gone::contains)) {
            String called = Objects.requireNonNullElse(key.name(), pair.naming().primaryKey(name));
            recreate(
                    planned,
                    new DropConstraint(name, called, DropConstraint.Type.PRIMARY_KEY),
                    new CreatePrimaryKey(name, key));
            droppedKeys.add(new Key(name, Set.copyOf(key.columns())));
        }
        for (UniqueConstraint unique : actual.uniques()) {
            if (unique.columns().stream().anyMatch(gone::contains)) {
                recreate(
                        planned,
                        new DropConstraint(name, String.valueOf(unique.name()), DropConstraint.Type.UNIQUE),
                        new CreateUniqueConstraint(name, unique));
                droppedKeys.add(new Key(name, Set.copyOf(unique.columns())));
            }
        }
        for (Index index : actual.indexes()) {
            if (gone.stream().anyMatch(column -> holds(index, column))) {
                recreate(
                        planned,
                        new DropIndex(name, String.valueOf(index.name()), false),
                        new CreateIndex(
                                name,
                                TablePair.named(pair.desired().indexes(), Index::name, index.name())
                                        .orElse(index),
                                false));
            }
        }
        for (Check check : actual.checks()) {
            if (check.name() != null && gone.stream().anyMatch(check.sql()::mentions)) {
                recreate(
                        planned,
                        new DropConstraint(name, check.name(), DropConstraint.Type.CHECK),
                        new CreateCheckConstraint(
                                name,
                                TablePair.named(pair.desired().checks(), Check::name, check.name())
                                        .orElse(check)));
            }
        }
    }

    private static boolean holds(Index index, String column) {
        return index.columns().contains(column)
                || index.include().contains(column)
                || (index.where() != null && index.where().mentions(column))
                || index.parts().stream()
                        .anyMatch(part ->
                                part.expression() != null && part.expression().mentions(column));
    }

    /** Nothing where it goes anyway. */
    private void recreate(Set<Operation> planned, Operation drop, Operation create) {
        if (!planned.contains(drop)) {
            operations.add(drop);
            operations.add(create);
        }
    }

    private void foreignKeys(TablePair pair) {
        for (int i = 0; i < pair.canonical().foreignKeys().size(); i++) {
            ForeignKey wanted = pair.canonical().foreignKeys().get(i);
            ForeignKey desired = pair.desired().foreignKeys().get(i);
            pair.actual().foreignKeys().stream()
                    .filter(found -> isBlocking(pair.name(), found) && ForeignKeyComparer.isSame(wanted, found))
                    .findFirst()
                    .ifPresent(found -> {
                        operations.add(ForeignKeyComparer.drop(pair, found));
                        operations.add(new CreateForeignKey(
                                pair.name(), found.name() == null ? desired : desired.withName(found.name())));
                    });
        }
    }

    private boolean isBlocking(TableName table, ForeignKey key) {
        return key.columns().stream().anyMatch(column -> isReplaced(table, column))
                || key.referredColumns().stream().anyMatch(column -> isReplaced(key.referredTable(), column))
                || droppedKeys.contains(new Key(key.referredTable(), Set.copyOf(key.referredColumns())));
    }

    private boolean isReplaced(TableName table, String column) {
        return of(replaced, table).contains(column) || of(converted, table).contains(column);
    }
}
