package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sorts operations into an order that a database can execute:
 *
 * <ol>
 *   <li>drop foreign keys,
 *   <li>drop constraints and indexes whose names another object takes,
 *   <li>drop tables, referring before referred,
 *   <li>change the types of columns that a foreign key connects, if both sides change,
 *   <li>detach partitions,
 *   <li>alter the remaining tables, one after the other, so that a dialect can combine the changes of a table,
 *   <li>create tables, referred before referring, and partitions after their partitioned table,
 *   <li>attach partitions,
 *   <li>create foreign keys.
 * </ol>
 *
 * <p>{@link OperationPosition} decides where an operation belongs. Operations with the same position keep their order.
 */
final class OperationOrder {
    private record ColumnName(TableName table, String column) {}

    private final Schema actual;
    private final Set<String> createdNames = new HashSet<>();
    private final Map<TableName, Set<String>> addedColumns = new HashMap<>();
    private final Map<TableName, Set<String>> addedIdentities = new HashMap<>();
    private final Set<AlterColumn> connected = new HashSet<>();

    private OperationOrder(List<Operation> operations, Schema actual) {
        this.actual = actual;
        for (Operation operation : operations) {
            if (operation instanceof CreateIndex create) {
                addName(create.index().name());
            } else if (operation instanceof CreateUniqueConstraint create) {
                addName(create.constraint().name());
            } else if (operation instanceof CreatePrimaryKey create) {
                addName(create.key().name());
            } else if (operation instanceof AddColumn add) {
                addColumn(add);
            }
        }
        connect(operations);
    }

    /**
     * Collects the type changes on both sides of a foreign key. Columns that a replaced computed column reads are left out.
     */
    private void connect(List<Operation> operations) {
        Map<TableName, List<Column>> dropped = new HashMap<>();
        for (Operation operation : operations) {
            if (operation instanceof DropColumn drop) {
                actual.table(drop.table())
                        .flatMap(table -> table.column(drop.column()))
                        .ifPresent(column -> dropped.computeIfAbsent(drop.table(), table -> new ArrayList<>())
                                .add(column));
            }
        }
        Map<ColumnName, AlterColumn> retyped = new HashMap<>();
        for (Operation operation : operations) {
            if (operation instanceof AlterColumn alter
                    && alter.type() != null
                    && alter.identity() == null
                    && !isReadByAny(dropped.getOrDefault(alter.table(), List.of()), alter.column())) {
                retyped.put(new ColumnName(alter.table(), alter.column()), alter);
            }
        }
        for (Table table : actual.tables().values()) {
            for (ForeignKey key : table.foreignKeys()) {
                for (int i = 0; i < key.columns().size(); i++) {
                    AlterColumn referring = retyped.get(
                            new ColumnName(table.name(), key.columns().get(i)));
                    AlterColumn referred = retyped.get(new ColumnName(
                            key.referredTable(), key.referredColumns().get(i)));
                    if (referring != null && referred != null) {
                        connected.add(referring);
                        connected.add(referred);
                    }
                }
            }
        }
    }

    private static boolean isReadByAny(List<Column> columns, String name) {
        return columns.stream()
                .map(Column::computed)
                .anyMatch(computed -> computed != null && computed.sql().mentions(name));
    }

    private void addName(@Nullable String name) {
        if (name != null) {
            createdNames.add(name);
        }
    }

    private void addColumn(AddColumn add) {
        Column column = add.column();
        addedColumns.computeIfAbsent(add.table(), table -> new HashSet<>()).add(column.name());
        if (column.identity() != null) {
            addedIdentities
                    .computeIfAbsent(add.table(), table -> new HashSet<>())
                    .add(column.name());
        }
    }

    /**
     * Sorts the operations.
     *
     * @param actual the schema on which they run
     */
    static List<Operation> of(List<Operation> operations, Schema actual) {
        List<Operation> separated = separateCycles(operations, actual);
        OperationOrder order = new OperationOrder(separated, actual);
        return separated.stream()
                .map(operation -> OperationPosition.of(operation, order))
                .sorted(OperationPosition.ORDER)
                .map(OperationPosition::operation)
                .toList();
    }

    /**
     * Puts created and dropped tables into their order. A foreign key that closes a cycle of tables becomes an operation of
     * its own.
     */
    private static List<Operation> separateCycles(List<Operation> operations, Schema actual) {
        List<Table> created = new ArrayList<>();
        List<Table> dropped = new ArrayList<>();
        List<Operation> separated = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                created.add(create.table());
            } else if (operation instanceof DropTable drop) {
                dropped.add(actual.require(drop.table()));
            } else {
                separated.add(operation);
            }
        }
        addCreations(CreationOrder.order(created), separated);
        addDrops(CreationOrder.order(dropped), separated);
        return separated;
    }

    private static void addCreations(List<Table> tables, List<Operation> operations) {
        Map<TableName, List<ForeignKey>> forwardKeys = CreationOrder.forwardKeys(tables);
        for (Table table : tables) {
            List<ForeignKey> keys = new ArrayList<>(table.foreignKeys());
            List<ForeignKey> later = forwardKeys.getOrDefault(table.name(), List.of());
            keys.removeAll(later);
            operations.add(new CreateTable(table.withForeignKeys(keys)));
            later.forEach(key -> operations.add(new CreateForeignKey(table.name(), key)));
        }
    }

    private static void addDrops(List<Table> tables, List<Operation> operations) {
        CreationOrder.forwardKeys(tables)
                .forEach((table, keys) -> keys.forEach(key -> operations.add(
                        new DropConstraint(table, TablePair.required(key.name()), DropConstraint.Type.FOREIGN_KEY))));
        for (int i = tables.size() - 1; i >= 0; i--) {
            operations.add(new DropTable(tables.get(i).name()));
        }
    }

    /**
     * Returns whether the operation changes the type of a column that a foreign key connects with another column whose type
     * changes.
     */
    boolean connectsRetypedColumns(AlterColumn operation) {
        return connected.contains(operation);
    }

    /** Returns whether a created index or key has the name. */
    boolean createsName(String name) {
        return createdNames.contains(name);
    }

    /** Returns whether a column of that name is added to the table. */
    boolean addsColumn(TableName table, String column) {
        return addedColumns.getOrDefault(table, Set.of()).contains(column);
    }

    /**
     * Returns whether the first of the columns is an added identity column; MySQL requires a key on such a column at once.
     */
    boolean beginsWithAddedIdentity(TableName table, List<String> columns) {
        return !columns.isEmpty()
                && addedIdentities.getOrDefault(table, Set.of()).contains(columns.get(0));
    }

    /** Returns whether the column of the actual schema is computed. */
    boolean isComputed(TableName table, String column) {
        return actual.table(table)
                .flatMap(found -> found.column(column))
                .filter(found -> found.computed() != null)
                .isPresent();
    }
}
