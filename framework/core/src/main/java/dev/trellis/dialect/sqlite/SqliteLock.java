package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.SessionLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The migration lock of SQLite. A write transaction already excludes other writers; work outside a transaction is protected
 * by the locking mode EXCLUSIVE, in which SQLite keeps the lock on the database after a transaction ends. In WAL mode this
 * does not exclude other writers, so there the lock is a {@link LockFile}.
 */
final class SqliteLock implements SessionLock {
    /** The lock file; null unless this connection holds the lock of a database in WAL mode. */
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

    /**
     * Releases the lock file. Without a lock file, sets the locking mode back to NORMAL and reads once, because SQLite gives
     * up its lock only with the next transaction.
     */
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

    /** Returns empty, because neither the database nor the lock file names the holder. */
    @Override
    public Optional<String> holder(Connection connection) {
        return Optional.empty();
    }
}
