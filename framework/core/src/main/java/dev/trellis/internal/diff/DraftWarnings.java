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
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.Warning;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Warns of operations that lose data, or fail on a table with unsuitable rows, so that the author reviews the draft before
 * it runs.
 */
final class DraftWarnings implements ComparedOperationVisitor {
    private final Schema canonical;
    private final Schema actual;
    private final Predicate<TableName> touched;
    private final List<RenameCandidate> candidates;
    private final Set<TableColumn> addedComputed = new HashSet<>();
    private final List<Warning> warnings = new ArrayList<>();

    private record TableColumn(TableName table, String column) {}

    private DraftWarnings(
            List<Operation> operations,
            Schema canonical,
            Schema actual,
            Predicate<TableName> touched,
            List<RenameCandidate> candidates) {
        this.canonical = canonical;
        this.actual = actual;
        this.touched = touched;
        this.candidates = candidates;
        for (Operation operation : operations) {
            if (operation instanceof AddColumn add && add.column().computed() != null) {
                addedComputed.add(new TableColumn(add.table(), add.column().name()));
            }
        }
    }

    /**
     * Returns the warnings, in the order of the operations.
     *
     * @param touched the tables whose foreign keys the operations may drop
     * @param candidates the possible renames
     */
    static List<Warning> of(
            List<Operation> operations,
            Schema canonical,
            Schema actual,
            Predicate<TableName> touched,
            List<RenameCandidate> candidates) {
        DraftWarnings visitor = new DraftWarnings(operations, canonical, actual, touched, candidates);
        operations.forEach(operation -> operation.accept(visitor));
        return visitor.warnings;
    }

    @Override
    public void visit(AddColumn operation) {
        Column column = operation.column();
        boolean filled = column.defaultValue() != null || column.identity() != null || column.computed() != null;
        if (!column.nullable() && !filled) {
            warn(
                    operation,
                    Warning.Kind.NOT_NULL,
                    "fails if " + operation.table() + " has rows: " + column.name()
                            + " is NOT NULL and has no default");
        }
    }

    @Override
    public void visit(AlterColumn operation) {
        if (operation.rename() != null) {
            return;
        }
        Column from = column(actual, operation.table(), operation.column());
        if (operation.type() != null) {
            Column to = column(canonical, operation.table(), operation.column());
            if (Narrowing.narrows(from.type(), to.type())) {
                warn(
                        operation,
                        Warning.Kind.DATA_LOSS,
                        "values of " + operation.table() + "." + operation.column() + " may not fit: " + from.type()
                                + " becomes " + to.type());
            }
        }
        if (Boolean.FALSE.equals(operation.nullable())) {
            warn(
                    operation,
                    Warning.Kind.NOT_NULL,
                    "fails if a row of " + operation.table() + " has no value for " + operation.column());
        }
    }

    @Override
    public void visit(AlterTableOptions operation) {}

    /** Warns that rows outside of the bound make the operation fail. */
    @Override
    public void visit(AttachPartition operation) {
        warn(
                operation,
                Warning.Kind.VIOLATIONS,
                "fails if a row of " + operation.partition() + " is outside of the bound: move such rows first");
    }

    @Override
    public void visit(CreateExcludeConstraint operation) {
        if (actual.tables().get(operation.table()) != null) {
            warn(
                    operation,
                    Warning.Kind.VIOLATIONS,
                    "fails if two rows of " + operation.table()
                            + " conflict under the constraint: fix such rows first");
        }
    }

    /**
     * Warns that existing rows may violate the check. Does not warn if the check existed before or mentions only new
     * columns, because existing rows cannot violate such a check.
     */
    @Override
    public void visit(CreateCheckConstraint operation) {
        Table table = actual.tables().get(operation.table());
        if (table == null) {
            return;
        }
        String name = operation.check().name();
        boolean recreated = canonical.table(operation.table()).stream()
                .flatMap(expected -> expected.checks().stream())
                .filter(check -> Objects.equals(check.name(), name))
                .anyMatch(table.checks()::contains);
        SqlText sql = operation.check().sql();
        if (!recreated && table.columns().stream().anyMatch(column -> sql.mentions(column.name()))) {
            warn(
                    operation,
                    Warning.Kind.VIOLATIONS,
                    "fails if a row of " + operation.table() + " violates the condition: fix such rows first");
        }
    }

    /**
     * Warns that existing rows may violate the foreign key. Does not warn if a column of the key is new, because it is NULL
     * in every row, or if another foreign key has enforced the same rule.
     */
    @Override
    public void visit(CreateForeignKey operation) {
        ForeignKey key = operation.key();
        Table table = actual.tables().get(operation.table());
        if (table == null
                || key.columns().stream()
                        .anyMatch(column -> table.column(column).isEmpty())) {
            return;
        }
        boolean held = table.foreignKeys().stream()
                .anyMatch(other -> other.columns().equals(key.columns())
                        && other.referredTable().equals(key.referredTable())
                        && other.referredColumns().equals(key.referredColumns()));
        if (!held) {
            warn(
                    operation,
                    Warning.Kind.VIOLATIONS,
                    "fails if " + String.join(", ", key.columns()) + " of a row of " + operation.table()
                            + " refers to no row of " + key.referredTable() + ": fix such rows first");
        }
    }

    @Override
    public void visit(CreateIndex operation) {
        if (operation.index().unique() && operation.index().where() == null) {
            requireNoDuplicates(operation, operation.table(), operation.index().columns());
        }
    }

    @Override
    public void visit(CreatePrimaryKey operation) {
        requireNoDuplicates(operation, operation.table(), operation.key().columns());
    }

    @Override
    public void visit(CreateTable operation) {}

    @Override
    public void visit(CreateTableComment operation) {}

    @Override
    public void visit(CreateUniqueConstraint operation) {
        requireNoDuplicates(operation, operation.table(), operation.constraint().columns());
    }

    @Override
    public void visit(DetachPartition operation) {}

    /**
     * Warns that the column's values are lost. Does not warn if the column is computed and added again, because no values
     * are lost.
     */
    @Override
    public void visit(DropColumn operation) {
        TableName table = operation.table();
        boolean computed = column(actual, table, operation.column()).computed() != null;
        if (!computed || !addedComputed.contains(new TableColumn(table, operation.column()))) {
            warn(operation, Warning.Kind.DATA_LOSS, "drops the values of " + table + "." + operation.column());
        }
        warnOfReferrers(operation, table, key -> key.referredColumns().contains(operation.column()));
        candidates.stream()
                .filter(rename -> rename.column() != null
                        && rename.table().equals(table)
                        && rename.from().equals(operation.column()))
                .forEach(rename -> warnOfRename(operation, rename, "column " + rename.column()));
    }

    @Override
    public void visit(DropConstraint operation) {}

    @Override
    public void visit(DropIndex operation) {}

    @Override
    public void visit(DropTable operation) {
        TableName table = operation.table();
        warn(operation, Warning.Kind.DATA_LOSS, "drops the rows of table " + table);
        warnOfReferrers(operation, table, key -> true);
        candidates.stream()
                .filter(rename -> rename.column() == null
                        && rename.from().equals(table.name())
                        && Objects.equals(rename.table().schema(), table.schema()))
                .forEach(rename -> warnOfRename(operation, rename, "table " + rename.table()));
    }

    @Override
    public void visit(DropTableComment operation) {}

    @Override
    public void visit(RenameTable operation) {}

    /** Warns of duplicates, unless the actual table has a key whose columns are among the given columns. */
    private void requireNoDuplicates(Operation operation, TableName name, List<String> columns) {
        Table table = actual.tables().get(name);
        boolean met = table == null
                || columns.isEmpty()
                || Stream.of(
                                Stream.ofNullable(table.primaryKey()).map(PrimaryKey::columns),
                                table.uniques().stream().map(UniqueConstraint::columns),
                                table.indexes().stream()
                                        .filter(index -> index.unique() && index.where() == null)
                                        .map(Index::columns))
                        .flatMap(keys -> keys)
                        .anyMatch(key -> !key.isEmpty() && columns.containsAll(key));
        if (!met) {
            warn(
                    operation,
                    Warning.Kind.DUPLICATES,
                    "fails if rows of " + name + " have the same " + String.join(", ", columns)
                            + ": remove duplicates first");
        }
    }

    private void warnOfReferrers(Operation operation, TableName dropped, Predicate<ForeignKey> concerned) {
        for (Table table : actual.tables().values()) {
            if (!touched.test(table.name())) {
                table.foreignKeys().stream()
                        .filter(key -> key.referredTable().equals(dropped) && concerned.test(key))
                        .forEach(key -> warn(
                                operation,
                                Warning.Kind.REFERRED,
                                "fails as long as foreign key " + key.name() + " of table " + table.name()
                                        + " refers to it; this branch does not own table " + table.name()
                                        + ": drop the foreign key first"));
            }
        }
    }

    private void warnOfRename(Operation operation, RenameCandidate rename, String renamed) {
        warn(
                operation,
                Warning.Kind.LIKELY_RENAME,
                "if this is a rename, write 'renamed_from: " + rename.from() + "' on " + renamed + " in the model");
    }

    private void warn(Operation operation, Warning.Kind kind, String text) {
        warnings.add(new Warning(operation, kind, text));
    }

    private static Column column(Schema schema, TableName table, String column) {
        return schema.require(table).column(column).orElseThrow();
    }
}
