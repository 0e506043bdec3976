package dev.trellis.internal.sql;

import dev.trellis.dialect.Dialect;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.sql.StatementSummary;
import java.util.List;

/** What raw SQL says that it does to tables; what it makes up while it runs is not in its text. */
public final class ExecutedStatements {
    private ExecutedStatements() {}

    /** One for each statement; none for a text that cannot be taken apart, which is complained of elsewhere. */
    public static List<StatementSummary> actions(ExecuteSql execute, Dialect dialect) {
        String sql = execute.sql().in(dialect.name());
        if (sql == null) {
            return List.of();
        }
        try {
            return SqlSplitter.split(sql, dialect.syntax(), "", 1).stream()
                    .map(SqlStatement::text)
                    .map(text -> StatementSummary.of(text, dialect.syntax()))
                    .toList();
        } catch (SqlException e) {
            return List.of();
        }
    }
}
