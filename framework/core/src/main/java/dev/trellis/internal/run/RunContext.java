package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.MigrationState;

/**
 * The objects that all revisions of a run share.
 *
 * @param entries creates the entries of the history
 * @param oneTransaction whether the whole plan is one transaction, instead of one for each revision; the accessor returns
 *     false on databases without transactional DDL
 */
public record RunContext(
        Database database,
        ScriptContext scripts,
        HistoryEntryFactory entries,
        boolean oneTransaction,
        Listener listener) {

    @Override
    public boolean oneTransaction() {
        return oneTransaction && database.isTransactional();
    }

    /** The connection of a run, Trellis's own tables in its database, and the migration lock. */
    public record Database(Session session, MigrationState state, MigrationLock lock) {
        /** Returns whether the database has transactional DDL, as far as the lock has already shown the server. */
        boolean isTransactional() {
            return lock.isTransactional();
        }
    }

    Session session() {
        return database.session();
    }

    MigrationState state() {
        return database.state();
    }

    MigrationLock lock() {
        return database.lock();
    }
}
