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

/** Code that is running knows the old name. */
final class RenameInUse implements LintRule {

    @Override
    public String name() {
        return "rename_in_use";
    }

    @Override
    public String describe() {
        return "A table or column is renamed under running code.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext moment) {
        if (moment.operation() instanceof RenameTable rename && moment.mayHaveRows(rename.table())) {
            String view = SuggestedFix.sql(rename.table());
            String next = SuggestedFix.sql(rename.table().renamed(rename.to()));
            return List.of(moment.finding(
                    this,
                    "code that is running fails as soon as " + rename.table() + " is called " + rename.to(),
                    "leave a view under the old name until no code uses it, and say in the header that it is there",
                    SuggestedFix.of(
                            "in the header: lint: {ignore: {rename_in_use: a view keeps the old name}}",
                            rename,
                            SuggestedFix.execute("create view " + view + " as select * from " + next),
                            "in a later revision:",
                            SuggestedFix.execute("drop view " + view))));
        }
        if (moment.operation() instanceof AlterColumn alter
                && alter.rename() != null
                && !alter.rename().equals(alter.column())
                && moment.mayHaveRows(alter.table())) {
            return List.of(column(moment, alter, alter.rename()));
        }
        return List.of();
    }

    private Finding column(OperationContext moment, AlterColumn alter, String to) {
        Object add = moment.column(alter.table(), alter.column())
                .map(old -> (Object) new AddColumn(alter.table(), next(old, alter, to)))
                .orElse("add a column " + to + " like " + alter.column());
        return moment.finding(
                this,
                "code that is running fails as soon as " + alter.table() + "." + alter.column() + " is called " + to,
                "add a column of the new name, let the code write both, fill it, and drop the old one later",
                SuggestedFix.of(
                        add,
                        SuggestedFix.execute("update " + SuggestedFix.sql(alter.table()) + " set "
                                + SuggestedFix.sql(to) + " = " + SuggestedFix.sql(alter.column())),
                        "in a later revision, once nothing uses " + alter.column() + ":",
                        new DropColumn(alter.table(), alter.column())));
    }

    private static Column next(Column old, AlterColumn alter, String to) {
        Column next = alter.applyTo(old).withName(to);
        return next.defaultValue() == null ? next.withNullable(true) : next;
    }
}
