package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.TableName;
import java.util.List;

/** Finds columns that become NOT NULL while existing rows have no value for them. */
final class NotNullWithoutDefault implements LintRule {

    @Override
    public String name() {
        return "not_null_without_default";
    }

    @Override
    public String describe() {
        return "A column of a table with rows becomes NOT NULL, but the rows have no value for it.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext context) {
        if (context.operation() instanceof AddColumn add && context.mayHaveRows(add.table())) {
            Column column = add.column();
            boolean hasValue = column.nullable()
                    || column.defaultValue() != null
                    || column.identity() != null
                    || column.computed() != null;
            return hasValue ? List.of() : List.of(added(context, add));
        }
        if (context.operation() instanceof AlterColumn alter
                && context.mayHaveRows(alter.table())
                && Boolean.FALSE.equals(alter.nullable())) {
            Column old = context.column(alter.table(), alter.column()).orElse(null);
            return old == null || old.nullable() ? List.of(altered(context, alter)) : List.of();
        }
        return List.of();
    }

    private Finding added(OperationContext context, AddColumn add) {
        String column = add.column().name();
        return context.finding(
                this,
                "the creation of " + add.table() + "." + column + " fails if " + add.table() + " has a row",
                "Add the column as nullable and fill it. Make it NOT NULL in a later revision. Or give it a default.",
                SuggestedFix.of(
                        new AddColumn(add.table(), add.column().withNullable(true)),
                        fill(add.table(), column),
                        "in a later revision, once all code writes the column:",
                        AlterColumn.of(add.table(), column).withNullable(false)));
    }

    private Finding altered(OperationContext context, AlterColumn alter) {
        return context.finding(
                this,
                "the change fails if " + alter.table() + "." + alter.column()
                        + " is NULL in any row; the database reads all rows under a lock",
                "Fill the rows in an earlier revision of its own. Confirm in the header that they are filled.",
                SuggestedFix.of(
                        "in an earlier revision:",
                        fill(alter.table(), alter.column()),
                        SuggestedFix.ignore("in this one, with the header line", this, alter.column() + " is filled"),
                        alter));
    }

    private static Object fill(TableName table, String column) {
        String name = SuggestedFix.sql(column);
        return SuggestedFix.execute(
                "update " + SuggestedFix.sql(table) + " set " + name + " = /* a value */ where " + name + " is null");
    }
}
