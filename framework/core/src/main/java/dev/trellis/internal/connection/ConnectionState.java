package dev.trellis.internal.connection;

import dev.trellis.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connection that its owner expects to find again.
 *
 * @param isolation the isolation level as {@link Connection} numbers them
 */
record ConnectionState(
        boolean autoCommit,
        boolean readOnly,
        int isolation,
        @Nullable String catalog,
        @Nullable String schema) {

    /** Reads the present state. */
    static ConnectionState of(Connection connection, Dialect dialect) throws SQLException {
        return new ConnectionState(
                connection.getAutoCommit(),
                connection.isReadOnly(),
                connection.getTransactionIsolation(),
                connection.getCatalog(),
                dialect.capabilities().schemas() ? connection.getSchema() : null);
    }

    /**
     * Makes the connection writable and turns auto-commit on, without committing what its owner has not committed.
     *
     * @param isFresh whether the connection has just been taken from a pool, so that no transaction of its owner is open
     * @throws DatabaseException {@code open_transaction}
     */
    void begin(Connection connection, Dialect dialect, boolean isFresh) throws SQLException {
        if (!autoCommit) {
            if (!isFresh && dialect.mayHaveUncommittedChanges(connection)) {
                throw DatabaseException.openTransaction();
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
        if (readOnly) {
            connection.setReadOnly(false);
        }
    }

    /** Rolls an open transaction back and restores the state. */
    void restore(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        if (catalog != null && !catalog.equals(connection.getCatalog())) {
            connection.setCatalog(catalog);
        }
        if (schema != null && !Objects.equals(schema, connection.getSchema())) {
            connection.setSchema(schema);
        }
        if (isolation != connection.getTransactionIsolation()) {
            connection.setTransactionIsolation(isolation);
        }
        if (readOnly != connection.isReadOnly()) {
            connection.setReadOnly(readOnly);
        }
        if (!autoCommit) {
            connection.setAutoCommit(false);
        }
        connection.clearWarnings();
    }
}
