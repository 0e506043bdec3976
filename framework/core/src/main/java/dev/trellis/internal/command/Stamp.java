package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.Stamper;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Heads;
import dev.trellis.revision.RevisionGraph;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Records heads without running anything, and creates the tables that hold them. */
public final class Stamp {
    private final Workspace workspace;
    private final Listener listener;

    public Stamp(Workspace workspace, Listener listener) {
        this.workspace = workspace;
        this.listener = listener;
    }

    /**
     * Writes the version table as if the database had been migrated to the targets.
     *
     * @param purge whether to delete all rows of the version table first, including rows that name unknown revisions
     */
    public RunReport to(List<String> targets, boolean purge) {
        if (workspace.isDatabaseMissing()) {
            // A connection would create the file even if a target does not exist.
            workspace.graph().stamp(Heads.none(), targets, purge);
        }
        return workspace.atDatabase("the stamp", session -> stamp(session, targets, purge));
    }

    private RunReport stamp(Session session, List<String> targets, boolean purge) throws SQLException {
        CommandDatabase database = new CommandDatabase(workspace, session, listener);
        try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
            RevisionGraph graph = workspace.graph();
            DatabaseState state = database.lock().readState();
            Heads heads = purge ? state.heads() : database.state().requireScriptsOfHeads(state, graph);
            dev.trellis.revision.Stamp stamp = graph.stamp(heads, targets, purge);
            requireNotSetAside(database.state(), state, heads, stamp.after());
            // A stamp ends an interrupted revision, but Trellis still
            // refuses the revision's changes of protected tables.
            database.runner(workspace.branches(), new ArrayList<>()).requireRestored(state);
            database.state().prepare(state, true);
            new Stamper(session, database.state(), workspace.branches(), workspace.parsing()).write(stamp, purge);
            acquisition.flush();
            return CommandDatabase.report(List.of(), graph, stamp.after());
        }
    }

    /**
     * Refuses revisions of branches that have been removed without their data: the database would seem to contain tables that
     * still have other names, and no upgrade would restore them.
     *
     * @throws RemovalException {@code branch_set_aside}
     */
    private void requireNotSetAside(MigrationState tables, DatabaseState state, Heads before, Heads after)
            throws SQLException {
        List<Long> removals = state.removals().stream()
                .filter(removal -> !removal.isRestored())
                .map(DatabaseState.Removal::id)
                .toList();
        for (HistoryEntry entry :
                removals.isEmpty() ? List.<HistoryEntry>of() : tables.history().entries(removals)) {
            String label = RemovalScript.of(entry).separateBranch();
            for (String id : after.ids()) {
                Branch branch = workspace.branches().of(id);
                if (branch != null
                        && branch.label().equals(label)
                        && !before.ids().contains(id)) {
                    throw RemovalException.branchSetAside(label, id);
                }
            }
        }
    }

    /** Creates the version table and the history table if they are missing. */
    public void ensureVersion() {
        workspace.atDatabase("creating the version table", session -> {
            CommandDatabase database = new CommandDatabase(workspace, session, listener);
            try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
                database.lock().prepare(true);
                acquisition.flush();
                return true;
            }
        });
    }
}
