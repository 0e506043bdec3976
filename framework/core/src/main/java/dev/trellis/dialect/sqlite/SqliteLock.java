package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.SessionLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * SQLite's only lock is that of a transaction, which keeps processes apart by itself. What has to be done outside one is
 * covered by not letting go of the file at its end. In WAL mode the file is shared all the same, so that there, and there
 * only, another process may get in between.
 */
record SqliteLock() implements SessionLock {

    @Override
    public boolean take(Connection connection, String who) {
        return true;
    }

    @Override
    public void cover(Connection connection) throws SQLException {
        execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
    }

    @Override
    public void uncover(Connection connection) throws SQLException {
        execute(connection, "PRAGMA locking_mode = NORMAL");
    }

    /** The file is let go with the next transaction after the mode is back. */
    @Override
    public void release(Connection connection) throws SQLException {
        uncover(connection);
        execute(connection, "SELECT count(*) FROM sqlite_master");
    }

    /** The file does not tell who has it. */
    @Override
    public Optional<String> holder(Connection connection) {
        return Optional.empty();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
