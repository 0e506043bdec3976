package dev.trellis.internal.connection;

import dev.trellis.dialect.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A JDBC connection with the objects that belong to it: its prepared statements and the handle of Java steps. */
final class OpenConnection {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private @Nullable Handle handle;
    private @Nullable GuardedConnection guarded;

    OpenConnection(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Returns the prepared statement for this SQL; later calls with the same SQL return the same statement. */
    PreparedStatement prepared(String sql, Dialect dialect) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            dialect.prepareOnServer(statement);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /**
     * Returns the handle for Java steps, as {@link Session#handle} describes it.
     *
     * @param statements receives the SQL of each statement before it runs
     * @param warnings receives each statement after it has run or failed
     */
    Handle handle(Consumer<String> statements, UnaryOperator<String> guard, Consumer<Statement> warnings) {
        if (guarded == null) {
            guarded = new GuardedConnection(connection);
        }
        Connection checked = guarded.with(guard);
        if (handle == null || handle.isClosed()) {
            handle = Jdbi.create(() -> checked).open();
            // Otherwise a step that closes the handle would roll back the revision.
            handle.getConfig(Handles.class).setForceEndTransactions(false);
        }
        handle.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext statement) {
                warnings.accept(statement.getStatement());
            }

            @Override
            public void logException(StatementContext statement, SQLException e) {
                warnings.accept(statement.getStatement());
            }

            @Override
            public void logBeforeExecution(StatementContext statement) {
                String sql = statement.getRenderedSql();
                statements.accept(sql == null ? String.valueOf(statement.getRawSql()) : sql);
            }
        });
        return handle;
    }

    /** Ends the handle of a Java step, as {@link Session#endHandle} describes it. */
    void endHandle() {
        if (guarded != null) {
            guarded.end();
        }
        guarded = null;
        handle = null;
    }

    /** Closes the prepared statements; the connection stays open. */
    void close() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // The connection is lost, and the statement with it.
            }
        }
        prepared.clear();
    }
}
