package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.TableName;
import java.util.List;

/** Rows that are there have no value for it. */
final class NotNullWithoutDefault implements LintRule {

    @Override
    public String name() {
        return "not_null_without_default";
    }

    @Override
    public String describe() {
        return "A column of a table with rows becomes NOT NULL, and the rows have no value for it.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext moment) {
        if (moment.operation() instanceof AddColumn add && moment.mayHaveRows(add.table())) {
            Column column = add.column();
            boolean filled = column.nullable()
                    || column.defaultValue() != null
                    || column.identity() != null
                    || column.computed() != null;
            return filled ? List.of() : List.of(added(moment, add));
        }
        if (moment.operation() instanceof AlterColumn alter
                && moment.mayHaveRows(alter.table())
                && Boolean.FALSE.equals(alter.nullable())) {
            Column old = moment.column(alter.table(), alter.column()).orElse(null);
            return old == null || old.nullable() ? List.of(altered(moment, alter)) : List.of();
        }
        return List.of();
    }

    private Finding added(OperationContext moment, AddColumn add) {
        String column = add.column().name();
        return moment.finding(
                this,
                "adding " + add.table() + "." + column + " fails as soon as " + add.table() + " has a row",
                "add it nullable and fill it; make it NOT NULL in a later revision. Or give it a default",
                SuggestedFix.of(
                        new AddColumn(add.table(), add.column().withNullable(true)),
                        fill(add.table(), column),
                        "in a later revision, once all code writes it:",
                        AlterColumn.of(add.table(), column).withNullable(false)));
    }

    private Finding altered(OperationContext moment, AlterColumn alter) {
        return moment.finding(
                this,
                "it fails where " + alter.table() + "." + alter.column() + " is NULL, and reads all rows of "
                        + alter.table() + " under a lock to find out",
                "fill the rows in a revision of its own, before this one, and say in the header that they are filled",
                SuggestedFix.of(
                        "in an earlier revision:",
                        fill(alter.table(), alter.column()),
                        "in this one, with the header line: lint: {ignore: {not_null_without_default: " + alter.column()
                                + " is filled}}",
                        alter));
    }

    private static Object fill(TableName table, String column) {
        String name = SuggestedFix.sql(column);
        return SuggestedFix.execute(
                "update " + SuggestedFix.sql(table) + " set " + name + " = /* a value */ where " + name + " is null");
    }
}
