package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.MigrationState;
import java.util.Map;

/**
 * What all revisions of a run have in common.
 *
 * @param oneTransaction whether the whole plan is one transaction
 */
record RunContext(
        Session session,
        MigrationState state,
        MigrationLock lock,
        Branches branches,
        ParseContext parsing,
        JavaSteps steps,
        Map<String, String> arguments,
        boolean oneTransaction,
        Protection protection,
        Listener listener,
        HistoryEntryFactory historyEntries) {

    /** Whether a transaction holds DDL. */
    boolean transactional() {
        return session.dialect().capabilities().transactionalDdl();
    }
}
