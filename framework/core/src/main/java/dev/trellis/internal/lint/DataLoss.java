package dev.trellis.internal.lint;

import dev.trellis.internal.diff.Narrowing;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds operations and raw SQL that delete rows or values which no downgrade restores. */
final class DataLoss implements LintRule {
    static final String TYPE_ADVICE = "Add and fill a new column, inspect the values that do not fit, then switch to"
            + " the new column. If you know that all values fit, state the reason in the header.";

    @Override
    public String name() {
        return "data_loss";
    }

    @Override
    public String describe() {
        return "Data is lost: rows, a column or a table are deleted, or a type is narrowed.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        if (context.operation() instanceof DropTable drop && context.mayHaveRows(drop.table())) {
            return List.of(table(context, drop.table(), drop));
        }
        if (context.operation() instanceof DropColumn drop && context.mayHaveRows(drop.table())) {
            return List.of(column(context, drop));
        }
        if (context.operation() instanceof AlterColumn alter && context.mayHaveRows(alter.table())) {
            Column old = context.column(alter.table(), alter.column()).orElse(null);
            return old == null || alter.type() == null || !Narrowing.narrows(old.type(), alter.type())
                    ? List.of()
                    : List.of(type(context, alter, old));
        }
        if (context.operation() instanceof DropDefinition drop && drop.name().kind() == DefinitionKind.SEQUENCE) {
            return List.of(sequence(context, drop));
        }
        if (context.operation() instanceof ExecuteSql execute) {
            return new SqlDataLossCheck(this, context).check(execute);
        }
        if (context.operation() instanceof AlterEnum alter) {
            return enumeration(context, alter.type());
        }
        return List.of();
    }

    /**
     * Returns the finding that all rows of a table are lost.
     *
     * @param operation the operation that deletes the rows
     */
    Finding table(OperationContext context, TableName table, Operation operation) {
        String copy = SuggestedFix.sql(table.renamed(table.name() + "_kept"));
        return context.finding(
                this,
                "all rows of " + table + " are lost",
                "Keep a copy of the rows. Confirm in the header that the loss is intended.",
                SuggestedFix.of(
                        SuggestedFix.ignore("in the header", this, table + " is no longer used"),
                        SuggestedFix.execute("create table " + copy + " as select * from " + SuggestedFix.sql(table)),
                        operation));
    }

    private Finding sequence(OperationContext context, DropDefinition drop) {
        return context.finding(
                this,
                "the current value of sequence " + drop.name() + " is lost: a sequence that is created again begins"
                        + " at its start value",
                "Keep the sequence, or note its value and create it again with that start value.",
                SuggestedFix.ignore("in the header", this, drop.name() + " is no longer used"));
    }

    /** Returns the finding that the values of a column are lost. */
    Finding column(OperationContext context, DropColumn drop) {
        TableName table = drop.table();
        String copy = SuggestedFix.sql(table.renamed(table.name() + "_" + drop.column() + "_kept"));
        PrimaryKey key = context.before().table(table).map(Table::primaryKey).orElse(null);
        List<String> columns = new ArrayList<>(key == null ? List.of() : key.columns());
        columns.remove(drop.column());
        columns.add(drop.column());
        String list = String.join(", ", columns.stream().map(SuggestedFix::sql).toList());
        return context.finding(
                this,
                "the values of " + table + "." + drop.column() + " are lost, and code that still reads them fails",
                "First deploy code that does not use the column. Then keep a copy of the values and drop the column."
                        + " Confirm in the header that the loss is intended.",
                SuggestedFix.of(
                        SuggestedFix.ignore("in the header", this, drop.column() + " is no longer used"),
                        SuggestedFix.execute(
                                "create table " + copy + " as select " + list + " from " + SuggestedFix.sql(table)),
                        drop));
    }

    /**
     * Returns the finding that values may not fit into the new type of a column.
     *
     * @param alter an operation with a type
     */
    Finding type(OperationContext context, AlterColumn alter, Column old) {
        ColumnType type = Objects.requireNonNull(alter.type());
        String next = alter.column() + "_new";
        return context.finding(
                this,
                "changing " + alter.table() + "." + alter.column() + " from " + old.type() + " to " + type
                        + " may lose data: the database truncates or rejects values that do not fit",
                TYPE_ADVICE,
                SuggestedFix.of(
                        new AddColumn(alter.table(), Column.of(next, type).withComment(alter.column() + " as " + type)),
                        SuggestedFix.copyColumn(alter.table(), alter.column(), next),
                        "in a later revision, once no code reads " + alter.column() + ":",
                        new DropColumn(alter.table(), alter.column()),
                        AlterColumn.of(alter.table(), next).withRename(alter.newName())));
    }

    private List<Finding> enumeration(OperationContext context, Enumeration next) {
        Enumeration old = context.before().enums().get(next.name());
        if (old == null || next.values().containsAll(old.values())) {
            return List.of();
        }
        List<String> removed = new ArrayList<>(old.values());
        removed.removeAll(next.values());
        return List.of(context.finding(
                this,
                "rows with the value " + String.join(", ", removed) + " of enum " + next.name()
                        + " lose the value, or the change fails",
                "First remove the values from the code and from the rows. Until then keep them in the enum.",
                SuggestedFix.of(new AlterEnum(union(old, next)))));
    }

    private static Enumeration union(Enumeration old, Enumeration next) {
        List<String> values = new ArrayList<>(old.values());
        next.values().stream().filter(value -> !values.contains(value)).forEach(values::add);
        return new Enumeration(next.name(), values);
    }
}
