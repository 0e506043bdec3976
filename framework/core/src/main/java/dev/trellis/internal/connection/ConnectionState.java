package dev.trellis.internal.connection;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.SessionReset;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection of the application (auto-commit, isolation, schema and others) that Trellis changes and
 * restores.
 */
final class ConnectionState {
    private final boolean isAutoCommit;
    private final boolean isReadOnly;
    private final int isolation;
    private final @Nullable String catalog;
    private final @Nullable String schema;
    private final SessionReset session;

    private ConnectionState(Connection connection, Dialect dialect, boolean isAutoCommit) throws SQLException {
        this.isAutoCommit = isAutoCommit;
        this.isReadOnly = connection.isReadOnly();
        this.isolation = connection.getTransactionIsolation();
        this.catalog = connection.getCatalog();
        this.schema = dialect.capabilities().schemas() ? connection.getSchema() : null;
        this.session = dialect.keptSession(connection);
    }

    /**
     * Reads the present state, makes the connection writable and turns auto-commit on, without committing open changes of
     * the application.
     *
     * @param isFresh whether the connection has just been taken from a pool, so that no transaction of the application is
     *     open
     * @throws DatabaseException {@code open_transaction}
     */
    static ConnectionState begin(Connection connection, Dialect dialect, boolean isFresh) throws SQLException {
        boolean isAutoCommit = connection.getAutoCommit();
        if (!isAutoCommit) {
            if (!isFresh && dialect.mayHaveUncommittedChanges(connection)) {
                throw DatabaseException.openTransaction();
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
        boolean isDone = false;
        try {
            ConnectionState state = new ConnectionState(connection, dialect, isAutoCommit);
            if (state.isReadOnly) {
                connection.setReadOnly(false);
            }
            isDone = true;
            return state;
        } finally {
            if (!isDone && !isAutoCommit) {
                connection.setAutoCommit(false);
            }
        }
    }

    /** Rolls an open transaction back and restores the state. */
    void restore(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        session.resetSettings(connection);
        session.removeObjects(connection);
        session.resetOutsideTransaction(connection);
        if (catalog != null && !catalog.equals(connection.getCatalog())) {
            connection.setCatalog(catalog);
        }
        if (schema != null && !schema.equals(connection.getSchema())) {
            connection.setSchema(schema);
        }
        if (isolation != connection.getTransactionIsolation()) {
            connection.setTransactionIsolation(isolation);
        }
        if (isReadOnly != connection.isReadOnly()) {
            connection.setReadOnly(isReadOnly);
        }
        if (!isAutoCommit) {
            connection.setAutoCommit(false);
        }
        connection.clearWarnings();
    }
}
