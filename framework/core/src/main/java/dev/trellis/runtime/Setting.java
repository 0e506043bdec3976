package dev.trellis.runtime;

import dev.trellis.branch.Branches;
import dev.trellis.branch.Protection;
import dev.trellis.script.ReadingContext;
import java.util.Map;

/**
 * What all revisions of a run have in common.
 *
 * @param oneTransaction whether the whole plan is one transaction
 * @param ahead the statements that have been worked out by now
 */
record Setting(
        Session session,
        State state,
        Turn turn,
        Branches branches,
        ReadingContext reading,
        JavaSteps steps,
        Map<String, String> arguments,
        boolean oneTransaction,
        Protection protection,
        Listener listener,
        Recorder recorder,
        CompiledAhead ahead) {

    /** Whether a transaction holds DDL. */
    boolean transactional() {
        return session.dialect().capabilities().transactionalDdl();
    }
}
