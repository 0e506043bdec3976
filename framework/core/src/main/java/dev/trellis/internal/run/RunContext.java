package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.state.MigrationState;

/**
 * What all revisions of a run have in common.
 *
 * @param oneTransaction whether the whole plan is one transaction, instead of one for each revision; ignored on databases
 *     without transactional DDL
 */
public record RunContext(Database database, ScriptContext scripts, boolean oneTransaction, Listener listener) {
    /** The database of a run. */
    public record Database(Session session, MigrationState state, MigrationLock lock) {}

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
