package dev.trellis.internal.sql;

import dev.trellis.operation.ExecuteSql;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.StatementSummary;
import java.util.List;

/**
 * The statements of an {@code execute} operation. SQL that a statement computes at run time is not among them. The list is
 * empty if the operation has no SQL for the dialect, or if its text cannot be split; the check of the script reports that.
 */
public final class ExecutedStatements {
    private ExecutedStatements() {}

    /**
     * Returns the texts that are sent to the database, one per statement.
     *
     * @param dialect the name of the dialect, such as {@code postgresql}
     * @param syntax the syntax of that dialect
     */
    public static List<String> texts(ExecuteSql execute, String dialect, SqlSyntax syntax) {
        String sql = execute.sql().in(dialect);
        try {
            return sql == null ? List.of() : SqlSplitter.statements(sql, syntax);
        } catch (SqlException e) {
            return List.of();
        }
    }

    /**
     * Returns a summary of each statement. The statements in the body of a procedure are summarized as well: on MariaDB and
     * MySQL, each of them is an element of its own, so that a check sees what a call of the procedure would do.
     *
     * @param dialect the name of the dialect, such as {@code postgresql}
     * @param syntax the syntax of that dialect
     */
    public static List<StatementSummary> summaries(ExecuteSql execute, String dialect, SqlSyntax syntax) {
        String sql = execute.sql().in(dialect);
        try {
            return sql == null
                    ? List.of()
                    : SqlSplitter.split(sql, syntax, "", 1).stream()
                            .map(statement -> StatementSummary.of(statement.text(), syntax))
                            .toList();
        } catch (SqlException e) {
            return List.of();
        }
    }
}
