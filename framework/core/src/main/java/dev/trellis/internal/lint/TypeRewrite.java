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

/** Finds changes of a column's type for which the database rewrites the whole table. */
final class TypeRewrite implements LintRule {

    @Override
    public String name() {
        return "type_rewrite";
    }

    @Override
    public String describe() {
        return "A changed type rewrites a table with rows and blocks it meanwhile.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext context) {
        if (!(context.operation() instanceof AlterColumn alter)
                || alter.type() == null
                || !context.mayHaveRows(alter.table())) {
            return List.of();
        }
        Column old = context.column(alter.table(), alter.column()).orElse(null);
        if (old == null
                || !context.revision()
                        .dialect()
                        .ddlImpact()
                        .typeChangeRewrites()
                        .test(old.type(), alter.type())) {
            return List.of();
        }
        String dialect = context.revision().dialect().name();
        String message = dialect + " rewrites " + alter.table() + " to change " + alter.column() + " to "
                + typeName(alter.type(), dialect) + "; other sessions wait until it is done";
        if (isKey(context, alter, old)) {
            return List.of(context.finding(
                    this,
                    message,
                    "Run the revision while no one uses the table. Or create a new table with the new type, copy the rows,"
                            + " let the foreign keys refer to the new table, and switch the code to it.",
                    null));
        }
        String next = alter.column() + "_new";
        return List.of(context.finding(
                this,
                message,
                "Add a column with the new type, let the code write both, fill the new one, then switch to it.",
                SuggestedFix.of(
                        new AddColumn(alter.table(), Column.of(next, alter.type())),
                        SuggestedFix.copyColumn(alter.table(), alter.column(), next),
                        "in a later revision, once no code uses " + alter.column() + ":",
                        new DropColumn(alter.table(), alter.column()),
                        AlterColumn.of(alter.table(), next).withRename(alter.newName()))));
    }

    /** Returns whether dropping the column would drop a primary key, a foreign key's target, or the numbers of an identity. */
    private static boolean isKey(OperationContext context, AlterColumn alter, Column old) {
        return old.identity() != null
                || context.before()
                        .table(alter.table())
                        .filter(table -> table.inPrimaryKey(old.name()))
                        .isPresent()
                || context.before().tables().values().stream()
                        .flatMap(table -> table.foreignKeys().stream())
                        .anyMatch(key -> key.referredTable().equals(alter.table())
                                && key.referredColumns().contains(old.name()));
    }

    private static String typeName(ColumnType type, String dialect) {
        return type instanceof ColumnType.ByDialect byDialect && byDialect.in(dialect) != null
                ? String.valueOf(byDialect.in(dialect))
                : type.toString();
    }
}
