package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.diff.Narrowing;
import dev.trellis.internal.sql.SqlDataLoss;
import dev.trellis.lint.Finding;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of the rule {@link DataLoss} that checks raw SQL. It reports the findings of the equivalent operations. */
final class SqlDataLossCheck {
    private final DataLoss rule;
    private final OperationContext context;
    private final Dialect dialect;

    SqlDataLossCheck(DataLoss rule, OperationContext context) {
        this.rule = rule;
        this.context = context;
        this.dialect = context.revision().dialect();
    }

    List<Finding> check(ExecuteSql execute) {
        Set<TableName> created = SqlOperations.createdTables(execute, dialect);
        List<Finding> findings = new ArrayList<>();
        for (String statement : SqlOperations.statements(execute, dialect)) {
            for (SqlDataLoss loss : SqlDataLoss.in(statement, dialect.syntax())) {
                TableName table = dialect.parseTableName(loss.name());
                Finding finding =
                        context.mayHaveRows(table) && !created.contains(table) ? finding(statement, loss, table) : null;
                if (finding != null) {
                    findings.add(finding);
                }
            }
        }
        return findings;
    }

    private @Nullable Finding finding(String statement, SqlDataLoss loss, TableName table) {
        String column = loss.column() == null
                ? ""
                : dialect.parseTableName(loss.column()).name();
        return switch (loss.kind()) {
            case TABLE -> rule.table(context, table, new DropTable(table));
            case ROWS -> rule.table(context, table, SuggestedFix.execute(statement));
            case COLUMN -> rule.column(context, new DropColumn(table, column));
            case TYPE -> type(table, column, Objects.requireNonNullElse(loss.type(), ""));
            case PARTITION -> partition(statement, table);
            case SCHEMA -> schema(statement, loss.name());
        };
    }

    private Finding partition(String statement, TableName table) {
        return context.finding(
                rule,
                "the rows of a partition of " + table + " are lost",
                "Detach or copy the partition first. Confirm in the header that the loss is intended.",
                SuggestedFix.of(
                        SuggestedFix.ignore("in the header", rule, "this partition of " + table + " is no longer used"),
                        SuggestedFix.execute(statement)));
    }

    private Finding schema(String statement, String schema) {
        return context.finding(
                rule,
                "everything in " + schema + " is lost, including the tables of other branches",
                "Drop its tables one by one, so that each is checked. Otherwise confirm in the header that the loss is"
                        + " intended.",
                SuggestedFix.of(
                        SuggestedFix.ignore("in the header", rule, schema + " is no longer used"),
                        SuggestedFix.execute(statement)));
    }

    /**
     * Returns the finding about a column's new type, if the change may lose data.
     *
     * @param sql the new type as the statement writes it
     */
    private @Nullable Finding type(TableName table, String column, String sql) {
        Column old = context.column(table, column).orElse(null);
        ColumnType type = SqlColumnType.portable(sql);
        if (old != null && type != null) {
            return Narrowing.narrows(old.type(), type)
                    ? rule.type(context, AlterColumn.of(table, column).withType(type), old)
                    : null;
        }
        return context.finding(
                rule,
                "changing " + table + "." + column + " to " + sql
                        + " may lose data: the database truncates or rejects values that do not fit",
                DataLoss.TYPE_ADVICE,
                SuggestedFix.of(SuggestedFix.ignore("in the header", rule, "every " + column + " fits")));
    }
}
