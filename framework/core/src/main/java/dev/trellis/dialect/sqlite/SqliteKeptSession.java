package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.SessionReset;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Restores the pragmas of a connection and the way in which it begins transactions, and drops the objects that the connection
 * did not have.
 *
 * @param mode the way in which the driver begins a transaction; null for another driver
 */
record SqliteKeptSession(SessionReset pragmas, @Nullable Object mode) implements SessionReset {
    /** Reads the present state of the connection. */
    static SessionReset of(Connection connection) throws SQLException {
        return new SqliteKeptSession(SqliteSessionReset.of(connection), TransactionMode.of(connection));
    }

    @Override
    public void resetSettings(Connection connection) throws SQLException {
        pragmas.resetSettings(connection);
    }

    @Override
    public void removeObjects(Connection connection) throws SQLException {
        pragmas.removeObjects(connection);
    }

    @Override
    public void resetOutsideTransaction(Connection connection) throws SQLException {
        pragmas.resetOutsideTransaction(connection);
        TransactionMode.set(connection, mode);
    }
}
