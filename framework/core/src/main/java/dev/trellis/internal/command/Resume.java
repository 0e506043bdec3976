package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RunReport;
import dev.trellis.report.RunReport.AppliedStep;
import dev.trellis.revision.Heads;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finishes an interrupted revision after a person has decided whether the statement that was running at the
 * interruption took effect. */
public final class Resume {
    private final Workspace workspace;
    private final Listener listener;

    public Resume(Workspace workspace, Listener listener) {
        this.workspace = workspace;
        this.listener = listener;
    }

    /**
     * Finishes the revision and runs nothing else.
     *
     * @param tookEffect whether the statement in flight took effect
     */
    public RunReport resume(boolean tookEffect) {
        return workspace.reading("resuming", session -> resume(session, tookEffect));
    }

    private RunReport resume(Session session, boolean tookEffect) throws SQLException {
        CommandDatabase database = new CommandDatabase(workspace, session, listener);
        List<AppliedStep> applied = new ArrayList<>();
        try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
            DatabaseState state = database.lock().readState();
            Branches branches = database.withHistoryScripts(state, workspace.branches());
            database.runner(branches, applied).finishAsDecided(state, tookEffect);
            Heads heads = database.lock().readState().heads();
            acquisition.flush();
            return CommandDatabase.report(applied, branches.graph(), heads);
        }
    }
}
