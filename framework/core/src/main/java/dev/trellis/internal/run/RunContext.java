package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.MigrationState;
import java.util.Map;

/**
 * What all revisions of a run have in common.
 *
 * @param oneTransaction whether the whole plan is one transaction
 * @param ahead the statements that have been worked out by now
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
        HistoryEntryFactory historyEntries,
        PrecompiledStatements ahead) {

    /** Whether a transaction holds DDL. */
    boolean transactional() {
        return session.dialect().capabilities().transactionalDdl();
    }
}
