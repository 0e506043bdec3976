package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.DefaultValue.Expression;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds new columns whose default differs from row to row: the database has to write it into every row. */
final class VolatileDefault implements LintRule {
    /** The functions whose value changes within one statement, under the names that the databases give them. */
    private static final Pattern VOLATILE = Pattern.compile(
            "\\b(random|rand|gen_random_uuid|random_uuid|uuid|uuid_generate_v\\w+|uuidv\\d|sys_guid|clock_timestamp"
                    + "|timeofday|statement_timestamp_us|nextval)\\s*\\(",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "volatile_default";
    }

    @Override
    public String describe() {
        return "A new column whose default differs from row to row rewrites the table and blocks it meanwhile.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext context) {
        if (!(context.operation() instanceof AddColumn add)
                || !context.mayHaveRows(add.table())
                || !context.revision().dialect().ddlImpact().volatileDefaultRewrites()) {
            return List.of();
        }
        String sql = expression(
                add.column().defaultValue(), context.revision().dialect().name());
        if (sql == null || !VOLATILE.matcher(sql).find()) {
            return List.of();
        }
        Column nullable = add.column().withDefault(null).withNullable(true);
        String column = SuggestedFix.sql(nullable.name());
        return List.of(context.finding(
                this,
                context.revision().dialect().name() + " rewrites " + add.table() + " to compute " + sql
                        + " for each row; other sessions wait until it is done",
                "Add the column without the default. Then set the default for new rows, and fill the existing rows in"
                        + " batches.",
                SuggestedFix.of(
                        new AddColumn(add.table(), nullable),
                        AlterColumn.of(add.table(), nullable.name())
                                .withDefault(add.column().defaultValue()),
                        "in a later revision, in batches if the table is large:",
                        SuggestedFix.execute("update " + SuggestedFix.sql(add.table()) + " set " + column + " = " + sql
                                + " where " + column + " is null"))));
    }

    private static @Nullable String expression(@Nullable DefaultValue value, String dialect) {
        return value instanceof Expression expression ? expression.sql().in(dialect) : null;
    }
}
