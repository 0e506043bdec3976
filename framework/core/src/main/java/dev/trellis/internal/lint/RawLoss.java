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

/** What raw SQL takes away, as far as its text tells; said like an operation that does the same. */
final class RawLoss {
    private RawLoss() {}

    static List<Finding> in(OperationContext moment, ExecuteSql execute, DataLoss rule) {
        Dialect dialect = moment.revision().dialect();
        Set<TableName> created = RawSql.created(execute, dialect);
        List<Finding> findings = new ArrayList<>();
        for (String statement : RawSql.statements(execute, dialect)) {
            for (SqlDataLoss loss : SqlDataLoss.in(statement, dialect.syntax())) {
                TableName table = dialect.parseTableName(loss.name());
                Finding finding = moment.mayHaveRows(table) && !created.contains(table)
                        ? finding(moment, statement, loss, table, rule)
                        : null;
                if (finding != null) {
                    findings.add(finding);
                }
            }
        }
        return findings;
    }

    private static @Nullable Finding finding(
            OperationContext moment, String statement, SqlDataLoss loss, TableName table, DataLoss rule) {
        String column = loss.column() == null
                ? ""
                : moment.revision().dialect().parseTableName(loss.column()).name();
        return switch (loss.kind()) {
            case TABLE -> rule.table(moment, table, new DropTable(table));
            case ROWS -> rule.table(moment, table, SuggestedFix.execute(statement));
            case COLUMN -> rule.column(moment, new DropColumn(table, column));
            case TYPE -> retyped(moment, table, column, Objects.requireNonNullElse(loss.type(), ""), rule);
            case PARTITION ->
                moment.finding(
                        rule,
                        "the rows of a partition of " + table + " are lost",
                        "detach it or copy it first, and say in the header that the loss is meant",
                        SuggestedFix.of(
                                "in the header: lint: {ignore: {data_loss: nobody reads that part of " + table
                                        + " any more}}",
                                SuggestedFix.execute(statement)));
            case SCHEMA ->
                moment.finding(
                        rule,
                        "all that is in " + loss.name() + " is lost, and what others have put there too",
                        "drop its tables one by one, so that each is looked at; or say in the header that the loss is"
                                + " meant",
                        SuggestedFix.of(
                                "in the header: lint: {ignore: {data_loss: nobody uses " + loss.name() + " any more}}",
                                SuggestedFix.execute(statement)));
        };
    }

    private static @Nullable Finding retyped(
            OperationContext moment, TableName table, String column, String written, DataLoss rule) {
        Column old = moment.column(table, column).orElse(null);
        ColumnType next = RawSql.type(written);
        if (old != null && next != null) {
            return Narrowing.narrows(old.type(), next)
                    ? rule.retyped(moment, AlterColumn.of(table, column).withType(next), old)
                    : null;
        }
        return moment.finding(
                rule,
                "values of " + table + "." + column + " may not fit into " + written + ": they are cut or refused",
                "fill a new column, look at what does not fit, and switch over; or say in the header why all values fit",
                SuggestedFix.of("in the header: lint: {ignore: {data_loss: every " + column + " fits}}"));
    }
}
