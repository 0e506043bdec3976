package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.SqlErrorKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Statements that the server may refuse without an effect on the rest of the transaction. */
final class PostgresqlTrial {
    private PostgresqlTrial() {}

    /** Runs a statement, rolls it back, and returns whether the server accepts it. */
    static boolean accepts(Connection connection, String sql) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            Savepoint before = connection.setSavepoint();
            boolean accepted = refusal(connection, sql) == null;
            connection.rollback(before);
            connection.releaseSavepoint(before);
            return accepted;
        } finally {
            if (autoCommit) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Runs SQL in a transaction; if the server refuses it, rolls it back and returns the server's message. */
    static @Nullable String refusal(Connection connection, String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            connection.releaseSavepoint(before);
            return null;
        } catch (SQLException refused) {
            if (SqlErrorKind.fromSqlState(refused) == SqlErrorKind.CONNECTION_LOST) {
                throw refused;
            }
            connection.rollback(before);
            return String.valueOf(refused.getMessage()).replaceFirst("^ERROR: ", "");
        }
    }
}
