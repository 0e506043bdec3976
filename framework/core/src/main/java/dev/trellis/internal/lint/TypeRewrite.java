package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import java.util.List;

/** A changed type makes the database write the whole table anew. */
final class TypeRewrite implements LintRule {

    @Override
    public String name() {
        return "type_rewrite";
    }

    @Override
    public String describe() {
        return "A changed type rewrites a table with rows while others wait.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext moment) {
        if (!(moment.operation() instanceof AlterColumn alter)
                || alter.type() == null
                || !moment.mayHaveRows(alter.table())) {
            return List.of();
        }
        Column old = moment.column(alter.table(), alter.column()).orElse(null);
        if (old == null
                || !moment.revision().dialect().ddlImpact().typeChangeRewrites().test(old.type(), alter.type())) {
            return List.of();
        }
        String next = alter.column() + "_new";
        return List.of(moment.finding(
                this,
                moment.revision().dialect().name() + " rewrites all of " + alter.table() + " to make " + alter.column()
                        + " " + said(alter.type(), moment.revision().dialect().name())
                        + ", and whoever uses the table waits until it is done",
                "add a column of the new type, let the code write both, fill it, and switch over",
                SuggestedFix.of(
                        new AddColumn(alter.table(), Column.of(next, alter.type())),
                        SuggestedFix.execute("update " + SuggestedFix.sql(alter.table()) + " set "
                                + SuggestedFix.sql(next) + " = " + SuggestedFix.sql(alter.column())),
                        "in a later revision, once nothing uses " + alter.column() + ":",
                        new DropColumn(alter.table(), alter.column()),
                        AlterColumn.of(alter.table(), next).withRename(alter.newName()))));
    }

    private static String said(ColumnType type, String dialect) {
        return type instanceof ColumnType.ByDialect own && own.in(dialect) != null
                ? String.valueOf(own.in(dialect))
                : type.toString();
    }
}
