package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts operations into an order that runs: foreign keys go first and come last; tables are dropped, those that refer
 * before those referred to; then table by table, whatever changes in it; then tables are created, those referred to
 * before those that refer. What stands side by side for one table a dialect can say in one go.
 */
final class OperationOrder {
    private enum Stage {
        DROP_FOREIGN_KEYS,
        DROP_WHAT_MOVES,
        DROP_TABLES,
        ALTER_TABLES,
        CREATE_TABLES,
        CREATE_FOREIGN_KEYS
    }

    /** What comes before what within a table. */
    private enum Step {
        COMMENT,
        DROP_CONSTRAINTS,
        DROP_COMPUTED,
        DROP_REPLACED,
        ADD_COLUMNS,
        ALTER_BEFORE_KEY,
        DROP_KEY,
        ADD_COUNTED,
        CREATE_KEY,
        ALTER_COLUMNS,
        DROP_COLUMNS,
        ADD_COMPUTED,
        CREATE_CONSTRAINTS
    }

    private record Place(Operation operation, Stage stage, TableName table, Step step) {
        static final Comparator<Place> ORDER =
                Comparator.comparing(Place::stage).thenComparing(Place::table).thenComparing(Place::step);
    }

    private static final TableName ANY = TableName.of("-");

    private final Schema actual;
    private final Set<String> namesTaken = new HashSet<>();
    private final Map<TableName, Set<String>> added = new HashMap<>();
    private final Map<TableName, Set<String>> counted = new HashMap<>();

    private OperationOrder(List<Operation> operations, Schema actual) {
        this.actual = actual;
        for (Operation operation : operations) {
            if (operation instanceof CreateIndex create) {
                namesTaken.add(String.valueOf(create.index().name()));
            } else if (operation instanceof CreateUniqueConstraint create) {
                namesTaken.add(String.valueOf(create.constraint().name()));
            } else if (operation instanceof CreatePrimaryKey create) {
                namesTaken.add(String.valueOf(create.key().name()));
            } else if (operation instanceof AddColumn add) {
                Column column = add.column();
                added.computeIfAbsent(add.table(), table -> new HashSet<>()).add(column.name());
                if (column.identity() != null) {
                    counted.computeIfAbsent(add.table(), table -> new HashSet<>())
                            .add(column.name());
                }
            }
        }
    }

    /** @param actual the schema on which they are to be run */
    static List<Operation> of(List<Operation> operations, Schema actual) {
        List<Operation> untangled = untangled(operations, actual);
        OperationOrder order = new OperationOrder(untangled, actual);
        return untangled.stream()
                .map(order::place)
                .sorted(Place.ORDER)
                .map(Place::operation)
                .toList();
    }

    /** Created and dropped tables in their order, without the foreign keys that close a ring: these are on their own. */
    private static List<Operation> untangled(List<Operation> operations, Schema actual) {
        List<Table> created = new ArrayList<>();
        List<Table> dropped = new ArrayList<>();
        List<Operation> next = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                created.add(create.table());
            } else if (operation instanceof DropTable drop) {
                dropped.add(actual.require(drop.table()));
            } else {
                next.add(operation);
            }
        }
        List<Table> creations = CreationOrder.order(created);
        Map<TableName, List<ForeignKey>> late = CreationOrder.late(creations);
        for (Table table : creations) {
            List<ForeignKey> keys = new ArrayList<>(table.foreignKeys());
            List<ForeignKey> afterwards = late.getOrDefault(table.name(), List.of());
            keys.removeAll(afterwards);
            next.add(new CreateTable(table.withForeignKeys(keys)));
            afterwards.forEach(key -> next.add(new CreateForeignKey(table.name(), key)));
        }
        List<Table> drops = new ArrayList<>(CreationOrder.order(dropped));
        CreationOrder.late(drops)
                .forEach((table, keys) -> keys.forEach(key -> next.add(
                        new DropConstraint(table, String.valueOf(key.name()), DropConstraint.Type.FOREIGN_KEY))));
        for (int i = drops.size() - 1; i >= 0; i--) {
            next.add(new DropTable(drops.get(i).name()));
        }
        return next;
    }

    private Place place(Operation operation) {
        if (operation instanceof DropTable) {
            return new Place(operation, Stage.DROP_TABLES, ANY, Step.COMMENT);
        }
        if (operation instanceof CreateTable) {
            return new Place(operation, Stage.CREATE_TABLES, ANY, Step.COMMENT);
        }
        TableName table = operation.tables().iterator().next();
        if (operation instanceof CreateForeignKey) {
            return new Place(operation, Stage.CREATE_FOREIGN_KEYS, table, Step.COMMENT);
        }
        if (operation instanceof DropConstraint drop && drop.type() == DropConstraint.Type.FOREIGN_KEY) {
            return new Place(operation, Stage.DROP_FOREIGN_KEYS, table, Step.COMMENT);
        }
        Step step = step(operation, table);
        boolean moves = step == Step.DROP_CONSTRAINTS && namesTaken.contains(droppedName(operation));
        return new Place(operation, moves ? Stage.DROP_WHAT_MOVES : Stage.ALTER_TABLES, table, step);
    }

    private static String droppedName(Operation operation) {
        return operation instanceof DropIndex drop
                ? drop.name()
                : operation instanceof DropConstraint drop ? drop.name() : "";
    }

    private Step step(Operation operation, TableName table) {
        if (operation instanceof CreateTableComment || operation instanceof DropTableComment) {
            return Step.COMMENT;
        }
        if (operation instanceof DropIndex) {
            return Step.DROP_CONSTRAINTS;
        }
        if (operation instanceof DropConstraint drop) {
            return drop.type() == DropConstraint.Type.PRIMARY_KEY ? Step.DROP_KEY : Step.DROP_CONSTRAINTS;
        }
        if (operation instanceof AddColumn add) {
            return add.column().computed() != null
                    ? Step.ADD_COMPUTED
                    : add.column().identity() != null ? Step.ADD_COUNTED : Step.ADD_COLUMNS;
        }
        if (operation instanceof DropColumn drop) {
            boolean computed = actual.table(table)
                    .flatMap(found -> found.column(drop.column()))
                    .filter(column -> column.computed() != null)
                    .isPresent();
            return computed
                    ? Step.DROP_COMPUTED
                    : added.getOrDefault(table, Set.of()).contains(drop.column())
                            ? Step.DROP_REPLACED
                            : Step.DROP_COLUMNS;
        }
        if (operation instanceof AlterColumn alter) {
            boolean uncounted = alter.identity() != null && alter.identity().to() == null;
            boolean counting = alter.identity() != null && alter.identity().to() != null;
            return uncounted || (Boolean.FALSE.equals(alter.nullable()) && !counting)
                    ? Step.ALTER_BEFORE_KEY
                    : Step.ALTER_COLUMNS;
        }
        if (operation instanceof CreatePrimaryKey) {
            return Step.CREATE_KEY;
        }
        return begins(table, columns(operation)) ? Step.CREATE_KEY : Step.CREATE_CONSTRAINTS;
    }

    /** Of an operation that creates a key. */
    private static List<String> columns(Operation operation) {
        if (operation instanceof CreateUniqueConstraint create) {
            return create.constraint().columns();
        }
        return operation instanceof CreateIndex create ? create.index().columns() : List.of();
    }

    /** Whether the first column is a new one that counts: such a column wants its key at once. */
    private boolean begins(TableName table, List<String> columns) {
        return !columns.isEmpty() && counted.getOrDefault(table, Set.of()).contains(columns.get(0));
    }
}
