package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import java.util.List;

/** Finds renames of tables and columns that running code still uses under the old name. */
final class RenameInUse implements LintRule {

    @Override
    public String name() {
        return "rename_in_use";
    }

    @Override
    public String describe() {
        return "A table or column is renamed while running code may use the old name.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext context) {
        if (context.operation() instanceof RenameTable rename && context.mayHaveRows(rename.table())) {
            String view = SuggestedFix.sql(rename.table());
            String next = SuggestedFix.sql(rename.table().renamed(rename.to()));
            return List.of(context.finding(
                    this,
                    "running code that uses " + rename.table() + " fails after the rename to " + rename.to(),
                    "Create a view with the old name until no code uses it. Confirm in the header that the view exists.",
                    SuggestedFix.of(
                            SuggestedFix.ignore("in the header", this, "a view has the old name"),
                            rename,
                            SuggestedFix.execute("create view " + view + " as select * from " + next),
                            "in a later revision:",
                            SuggestedFix.execute("drop view " + view))));
        }
        if (context.operation() instanceof AlterColumn alter
                && alter.rename() != null
                && !alter.rename().equals(alter.column())
                && context.mayHaveRows(alter.table())) {
            return List.of(column(context, alter, alter.rename()));
        }
        return List.of();
    }

    private Finding column(OperationContext context, AlterColumn alter, String to) {
        Object add = context.column(alter.table(), alter.column())
                .map(old -> (Object) new AddColumn(alter.table(), next(old, alter, to)))
                .orElse("add a column " + to + " like " + alter.column());
        return context.finding(
                this,
                "running code that uses " + alter.table() + "." + alter.column() + " fails after the rename to " + to,
                "Add a column with the new name, let the code write both, and fill the new one. Drop the old one later.",
                SuggestedFix.of(
                        add,
                        SuggestedFix.copyColumn(alter.table(), alter.column(), to),
                        "in a later revision, once no code uses " + alter.column() + ":",
                        new DropColumn(alter.table(), alter.column())));
    }

    private static Column next(Column old, AlterColumn alter, String to) {
        Column next = alter.applyTo(old).withName(to);
        return next.defaultValue() == null ? next.withNullable(true) : next;
    }
}
