package dev.trellis.internal.run;

import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.journal.JournalTable;
import dev.trellis.internal.journal.OpenRevision;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.state.StateException;
import dev.trellis.revision.RevisionGraph;
import java.sql.SQLException;

/**
 * Checks that the script of an interrupted revision still exists. Without the script, a comparison with a model would
 * attribute the changes of the interrupted revision to the applied revisions.
 */
public final class InterruptedScript {
    private InterruptedScript() {}

    /**
     * Checks that an interrupted revision has a script, if any of its statements may have taken effect.
     *
     * @throws StateException {@code unexplained_revision} if the script is missing
     */
    public static void require(MigrationState state, RevisionGraph graph) throws SQLException {
        Long open = state.read().openRevision();
        OpenRevision revision = open == null ? null : new JournalTable(state.history()).find(open);
        if (revision != null
                && !RemovalScript.isActionOf(revision.entry())
                && graph.find(revision.entry().revision()).isEmpty()) {
            JournalProgress progress = revision.progress();
            if (progress.inFlight()) {
                throw missing(revision);
            }
            require(revision, progress);
        }
    }

    /** Checks that no statement of a revision without a script has taken effect. */
    static void require(OpenRevision revision, JournalProgress progress) {
        if (progress.operationsDone() > 0 || progress.statementsDone() > 0) {
            throw missing(revision);
        }
    }

    private static StateException missing(OpenRevision revision) {
        return StateException.interruptedWithoutScript(
                revision.entry().revision(), MigrationState.origin(revision.entry()));
    }
}
