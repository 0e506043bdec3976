package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.SessionLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's only lock is that of a transaction, which keeps processes apart by itself. What has to be done outside one is
 * covered by not letting go of the file at its end. In WAL mode the file is shared all the same, so that there the lock is
 * that of a {@link LockFile}.
 */
final class SqliteLock implements SessionLock {
    /** Null as long as it is not held, and where the database is not in WAL mode. */
    private @Nullable LockFile file;

    @Override
    public boolean tryAcquire(Connection connection, String who) throws SQLException {
        if (file != null || !LockFile.isNeeded(connection)) {
            return true;
        }
        file = LockFile.take(connection).orElse(null);
        return file != null;
    }

    @Override
    public void holdAcrossTransactions(Connection connection) throws SQLException {
        if (file == null) {
            LockFile.execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
        }
    }

    @Override
    public void releaseWithTransaction(Connection connection) throws SQLException {
        if (file == null) {
            LockFile.execute(connection, "PRAGMA locking_mode = NORMAL");
        }
    }

    /** Without a lock file, the database is let go with the next transaction after the mode is back. */
    @Override
    public void release(Connection connection) throws SQLException {
        if (file == null) {
            releaseWithTransaction(connection);
            LockFile.execute(connection, "SELECT count(*) FROM sqlite_master");
        } else {
            file.release();
            file = null;
        }
    }

    /** The file does not tell who has it. */
    @Override
    public Optional<String> holder(Connection connection) {
        return Optional.empty();
    }
}
