package dev.trellis.branch;

import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Execute;
import dev.trellis.sql.SqlAction;
import dev.trellis.sql.SqlException;
import dev.trellis.sql.SqlSplitter;
import dev.trellis.sql.SqlStatement;
import java.util.List;

/** What raw SQL says that it does to tables; what it makes up while it runs is not in its text. */
final class RawSql {
    private RawSql() {}

    /** One for each statement; none for a text that cannot be taken apart, which is complained of elsewhere. */
    static List<SqlAction> actions(Execute execute, Dialect dialect) {
        String sql = execute.sql().in(dialect.name());
        if (sql == null) {
            return List.of();
        }
        try {
            return SqlSplitter.split(sql, dialect.syntax(), "", 1).stream()
                    .map(SqlStatement::text)
                    .map(text -> SqlAction.of(text, dialect.syntax()))
                    .toList();
        } catch (SqlException e) {
            return List.of();
        }
    }
}
