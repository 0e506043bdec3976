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

/** A default that gives each row another value cannot be kept beside the table; every row is written. */
final class VolatileDefault implements LintRule {
    /** What databases call the functions whose value changes within one statement. */
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
        return "A new column whose default differs from row to row rewrites the table while others wait.";
    }

    @Override
    public boolean readsSql() {
        return true;
    }

    @Override
    public List<Finding> check(OperationContext moment) {
        if (!(moment.operation() instanceof AddColumn add)
                || !moment.mayHaveRows(add.table())
                || !moment.revision().dialect().ddlImpact().volatileDefaultRewrites()) {
            return List.of();
        }
        String sql = expression(
                add.column().defaultValue(), moment.revision().dialect().name());
        if (sql == null || !VOLATILE.matcher(sql).find()) {
            return List.of();
        }
        Column bare = add.column().withDefault(null).withNullable(true);
        String column = SuggestedFix.sql(bare.name());
        return List.of(moment.finding(
                this,
                moment.revision().dialect().name() + " rewrites all of " + add.table() + " to give each row its " + sql
                        + ", and whoever uses the table waits until it is done",
                "add the column without the default, set the default for rows to come, and fill those that are there in"
                        + " portions",
                SuggestedFix.of(
                        new AddColumn(add.table(), bare),
                        AlterColumn.of(add.table(), bare.name())
                                .withDefault(add.column().defaultValue()),
                        "in a later revision, in portions where the table is large:",
                        SuggestedFix.execute("update " + SuggestedFix.sql(add.table()) + " set " + column + " = " + sql
                                + " where " + column + " is null"))));
    }

    private static @Nullable String expression(@Nullable DefaultValue value, String dialect) {
        return value instanceof Expression expression ? expression.sql().in(dialect) : null;
    }
}
