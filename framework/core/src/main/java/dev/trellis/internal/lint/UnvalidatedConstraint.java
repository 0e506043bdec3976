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

/** Finds constraints that are added and validated by one statement: the database reads all rows under a lock. */
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
    public List<Finding> check(OperationContext context) {
        Dialect dialect = context.revision().dialect();
        if (!dialect.ddlImpact().validationBlocksWriters()) {
            return List.of();
        }
        if (context.operation() instanceof CreateForeignKey create && context.mayHaveRows(create.table())) {
            return List.of(finding(
                    context,
                    create.table(),
                    String.valueOf(create.key().name()),
                    foreignKey(create.key()),
                    "writers to " + tables(create) + " wait while all rows of " + create.table() + " are checked"));
        }
        if (context.operation() instanceof CreateCheckConstraint create && context.mayHaveRows(create.table())) {
            String sql = create.check().sql().in(dialect.name());
            return List.of(finding(
                    context,
                    create.table(),
                    String.valueOf(create.check().name()),
                    "check (" + sql + ")",
                    "other sessions that use " + create.table() + " wait while all its rows are checked"));
        }
        return List.of();
    }

    private static String tables(CreateForeignKey create) {
        TableName referred = create.key().referredTable();
        return referred.equals(create.table()) ? referred.toString() : create.table() + " and " + referred;
    }

    private Finding finding(OperationContext context, TableName table, String name, String definition, String message) {
        String dialect = context.revision().dialect().name();
        String alter = "alter table " + SuggestedFix.sql(table) + " ";
        return context.finding(
                this,
                message,
                "First add the constraint for new rows. Validate the existing rows in a later revision, which does not block.",
                SuggestedFix.of(
                        executeOn(
                                dialect,
                                alter + "add constraint " + SuggestedFix.sql(name) + " " + definition + " not valid"),
                        "in a later revision:",
                        executeOn(dialect, alter + "validate constraint " + SuggestedFix.sql(name))));
    }

    private static ExecuteSql executeOn(String dialect, String sql) {
        return new ExecuteSql(new SqlText(Map.of(dialect, sql)));
    }

    private static String foreignKey(ForeignKey key) {
        return "foreign key (" + list(key.columns()) + ") references " + SuggestedFix.sql(key.referredTable()) + " ("
                + list(key.referredColumns()) + ")" + action(" on delete ", key.onDelete())
                + action(" on update ", key.onUpdate());
    }

    private static String action(String event, @Nullable ReferentialAction action) {
        return action == null || action == ReferentialAction.NO_ACTION
                ? ""
                : event + action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String list(List<String> columns) {
        return String.join(", ", columns.stream().map(SuggestedFix::sql).toList());
    }
}
