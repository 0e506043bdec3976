package dev.trellis.runtime;

import dev.trellis.branch.Branches;
import dev.trellis.branch.Protection;
import dev.trellis.script.ReadingContext;
import java.util.Map;

/**
 * What all revisions of a run have in common.
 *
 * @param oneTransaction whether the whole plan is one transaction
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
        Recorder recorder) {

    /** Whether a transaction holds DDL. */
    boolean transactional() {
        return session.dialect().capabilities().transactionalDdl();
    }
}
