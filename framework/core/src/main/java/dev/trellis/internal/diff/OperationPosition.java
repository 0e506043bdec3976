package dev.trellis.internal.diff;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterTableOptions;
import dev.trellis.operation.AttachPartition;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateExcludeConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.CreateTableComment;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DetachPartition;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.DropTableComment;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.TableName;
import java.util.Comparator;
import java.util.List;

/**
 * The position of an operation in the order of execution.
 *
 * @param table the table, if the operations of the phase are grouped by table; otherwise {@link #ANY}
 * @param inTable the position among the operations on the same table, if the operations of the phase are grouped by table
 */
record OperationPosition(Operation operation, Phase phase, TableName table, PositionInTable inTable) {
    static final Comparator<OperationPosition> ORDER = Comparator.comparing(OperationPosition::phase)
            .thenComparing(OperationPosition::table)
            .thenComparing(OperationPosition::inTable);

    private static final TableName ANY = TableName.of("-");

    /** The groups of operations, in the order in which they are executed. */
    enum Phase {
        DROP_FOREIGN_KEYS,
        DROP_NAMES_TAKEN_AGAIN,
        DROP_TABLES,
        /** On MariaDB and MySQL, the columns of both sides of a foreign key must get their new type next to each other. */
        ALTER_KEY_TYPES,
        DETACH_PARTITIONS,
        ALTER_TABLES,
        CREATE_TABLES,
        ATTACH_PARTITIONS,
        CREATE_FOREIGN_KEYS,
        /** Operations that a comparison never yields. */
        OTHER
    }

    /** The kinds of operations on one table, in the order in which they are executed. */
    enum PositionInTable {
        COMMENT,
        OPTIONS,
        DROP_CONSTRAINTS,
        DROP_COMPUTED,
        DROP_REPLACED,
        ADD_COLUMNS,
        ALTER_BEFORE_KEY,
        DROP_KEY,
        ADD_IDENTITY,
        CREATE_KEY,
        ALTER_COLUMNS,
        DROP_COLUMNS,
        ADD_COMPUTED,
        CREATE_CONSTRAINTS
    }

    /**
     * Finds the position of an operation.
     *
     * @param order answers questions about the other operations
     */
    static OperationPosition of(Operation operation, OperationOrder order) {
        Finder finder = new Finder(operation, order);
        operation.accept(finder);
        return finder.position;
    }

    private static final class Finder implements ComparedOperationVisitor {
        private final OperationOrder order;
        private OperationPosition position;

        Finder(Operation operation, OperationOrder order) {
            this.order = order;
            this.position = new OperationPosition(operation, Phase.OTHER, ANY, PositionInTable.COMMENT);
        }

        private void put(Phase phase, TableName table, PositionInTable inTable) {
            position = new OperationPosition(position.operation, phase, table, inTable);
        }

        private void alter(TableName table, PositionInTable inTable) {
            put(Phase.ALTER_TABLES, table, inTable);
        }

        private void drop(TableName table, String name) {
            put(
                    order.createsName(name) ? Phase.DROP_NAMES_TAKEN_AGAIN : Phase.ALTER_TABLES,
                    table,
                    PositionInTable.DROP_CONSTRAINTS);
        }

        private void createKey(TableName table, List<String> columns) {
            alter(
                    table,
                    order.beginsWithAddedIdentity(table, columns)
                            ? PositionInTable.CREATE_KEY
                            : PositionInTable.CREATE_CONSTRAINTS);
        }

        @Override
        public void visit(AddColumn operation) {
            PositionInTable inTable =
                    operation.column().identity() != null ? PositionInTable.ADD_IDENTITY : PositionInTable.ADD_COLUMNS;
            alter(operation.table(), operation.column().computed() != null ? PositionInTable.ADD_COMPUTED : inTable);
        }

        @Override
        public void visit(AlterColumn operation) {
            if (order.connectsRetypedColumns(operation)) {
                put(Phase.ALTER_KEY_TYPES, operation.table(), PositionInTable.ALTER_COLUMNS);
                return;
            }
            boolean losesIdentity =
                    operation.identity() != null && operation.identity().to() == null;
            boolean gainsIdentity =
                    operation.identity() != null && operation.identity().to() != null;
            boolean losesNull = Boolean.FALSE.equals(operation.nullable()) && !gainsIdentity;
            alter(
                    operation.table(),
                    losesIdentity || losesNull ? PositionInTable.ALTER_BEFORE_KEY : PositionInTable.ALTER_COLUMNS);
        }

        /** Tables that inherit each other's columns are changed after the created tables, from which they may inherit. */
        @Override
        public void visit(AlterTableOptions operation) {
            if (operation.inherits() == null) {
                alter(operation.table(), PositionInTable.OPTIONS);
            } else {
                put(Phase.ATTACH_PARTITIONS, ANY, PositionInTable.COMMENT);
            }
        }

        @Override
        public void visit(AttachPartition operation) {
            put(Phase.ATTACH_PARTITIONS, ANY, PositionInTable.COMMENT);
        }

        @Override
        public void visit(CreateCheckConstraint operation) {
            alter(operation.table(), PositionInTable.CREATE_CONSTRAINTS);
        }

        @Override
        public void visit(CreateExcludeConstraint operation) {
            alter(operation.table(), PositionInTable.CREATE_CONSTRAINTS);
        }

        @Override
        public void visit(CreateForeignKey operation) {
            put(Phase.CREATE_FOREIGN_KEYS, operation.table(), PositionInTable.COMMENT);
        }

        @Override
        public void visit(CreateIndex operation) {
            createKey(operation.table(), operation.index().columns());
        }

        @Override
        public void visit(CreatePrimaryKey operation) {
            alter(operation.table(), PositionInTable.CREATE_KEY);
        }

        @Override
        public void visit(CreateTable operation) {
            put(Phase.CREATE_TABLES, ANY, PositionInTable.COMMENT);
        }

        @Override
        public void visit(CreateTableComment operation) {
            alter(operation.table(), PositionInTable.COMMENT);
        }

        @Override
        public void visit(CreateUniqueConstraint operation) {
            createKey(operation.table(), operation.constraint().columns());
        }

        @Override
        public void visit(DetachPartition operation) {
            put(Phase.DETACH_PARTITIONS, ANY, PositionInTable.COMMENT);
        }

        @Override
        public void visit(DropColumn operation) {
            PositionInTable inTable = order.addsColumn(operation.table(), operation.column())
                    ? PositionInTable.DROP_REPLACED
                    : PositionInTable.DROP_COLUMNS;
            alter(
                    operation.table(),
                    order.isComputed(operation.table(), operation.column()) ? PositionInTable.DROP_COMPUTED : inTable);
        }

        @Override
        public void visit(DropConstraint operation) {
            switch (operation.type()) {
                case FOREIGN_KEY -> put(Phase.DROP_FOREIGN_KEYS, operation.table(), PositionInTable.COMMENT);
                case PRIMARY_KEY -> alter(operation.table(), PositionInTable.DROP_KEY);
                case UNIQUE, CHECK, EXCLUDE -> drop(operation.table(), operation.name());
            }
        }

        @Override
        public void visit(DropIndex operation) {
            drop(operation.table(), operation.name());
        }

        @Override
        public void visit(DropTable operation) {
            put(Phase.DROP_TABLES, ANY, PositionInTable.COMMENT);
        }

        @Override
        public void visit(DropTableComment operation) {
            alter(operation.table(), PositionInTable.COMMENT);
        }

        @Override
        public void visit(RenameTable operation) {}
    }
}
