package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A constraint that is added and validated in one step reads all rows under a lock. */
final class UnvalidatedConstraint implements LintRule {

    @Override
    public String name() {
        return "constraint_in_one_step";
    }

    @Override
    public String describe() {
        return "A foreign key or CHECK on a table with rows is added and validated in one step, under a lock.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext moment) {
        Dialect dialect = moment.revision().dialect();
        if (!dialect.ddlImpact().validationBlocksWriters()) {
            return List.of();
        }
        if (moment.operation() instanceof CreateForeignKey create && moment.mayHaveRows(create.table())) {
            return List.of(finding(
                    moment,
                    create.table(),
                    String.valueOf(create.key().name()),
                    foreignKey(create.key()),
                    "nobody can write to " + create.table() + " or "
                            + create.key().referredTable() + " while all rows of " + create.table()
                            + " are looked up"));
        }
        if (moment.operation() instanceof CreateCheckConstraint create && moment.mayHaveRows(create.table())) {
            String sql = create.check().sql().in(dialect.name());
            return List.of(finding(
                    moment,
                    create.table(),
                    String.valueOf(create.check().name()),
                    "check (" + sql + ")",
                    "nobody can use " + create.table() + " while all its rows are checked"));
        }
        return List.of();
    }

    private Finding finding(OperationContext moment, TableName table, String name, String definition, String message) {
        String dialect = moment.revision().dialect().name();
        String alter = "alter table " + SuggestedFix.sql(table) + " ";
        return moment.finding(
                this,
                message,
                "add it for new rows first, and validate the old ones in a later revision, which keeps nobody waiting",
                SuggestedFix.of(
                        own(
                                dialect,
                                alter + "add constraint " + SuggestedFix.sql(name) + " " + definition + " not valid"),
                        "in a later revision:",
                        own(dialect, alter + "validate constraint " + SuggestedFix.sql(name))));
    }

    private static ExecuteSql own(String dialect, String sql) {
        return new ExecuteSql(new SqlText(Map.of(dialect, sql)));
    }

    private static String foreignKey(ForeignKey key) {
        return "foreign key (" + list(key.columns()) + ") references " + SuggestedFix.sql(key.referredTable()) + " ("
                + list(key.referredColumns()) + ")" + action(" on delete ", key.onDelete())
                + action(" on update ", key.onUpdate());
    }

    private static String action(String words, @Nullable ReferentialAction action) {
        return action == null || action == ReferentialAction.NO_ACTION
                ? ""
                : words + action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String list(List<String> columns) {
        return String.join(", ", columns.stream().map(SuggestedFix::sql).toList());
    }
}
