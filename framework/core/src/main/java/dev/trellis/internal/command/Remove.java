package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.report.RunReport;
import dev.trellis.report.RunReport.AppliedStep;
import dev.trellis.revision.Heads;
import dev.trellis.script.LocatedOperation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Removes a branch from a database: downgrades it to base, or sets its tables aside so that it can return. */
public final class Remove {
    private final Workspace workspace;
    private final Listener listener;

    public Remove(Workspace workspace, Listener listener) {
        this.workspace = workspace;
        this.listener = listener;
    }

    /**
     * Downgrades a branch to base. Its scripts may be missing if the history contains them.
     *
     * @throws RemovalException {@code nothing_to_remove}; {@code needs_consent} if revisions of other branches depend on the
     *     branch
     */
    public RunReport downgraded(String label) {
        RunReport report = new Downgrade(workspace, listener, others -> false).to(label + "@base");
        if (report.steps().isEmpty()) {
            throw RemovalException.nothingToRemove(label);
        }
        return report;
    }

    /**
     * Sets the tables of a branch aside. Its scripts may be missing if the history contains them.
     *
     * @throws RemovalException {@code nothing_to_remove}, {@code branch_in_use}, {@code already_exists}
     */
    public RunReport keepingData(String label) {
        if (workspace.isDatabaseMissing()) {
            throw RemovalException.nothingToRemove(label);
        }
        List<AppliedStep> applied = new ArrayList<>();
        return workspace.withReconnect("the removal", listener, session -> remove(session, label, applied));
    }

    private RunReport remove(Session session, String label, List<AppliedStep> applied) throws SQLException {
        CommandDatabase database = new CommandDatabase(workspace, session, listener);
        Branches branches = database.withHistoryScripts(database.lock().readState(), workspace.branches());
        try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
            database.lock().prepare(false);
            Runner runner = database.runner(branches, applied);
            DatabaseState state = runner.finishInterrupted(database.lock().readState());
            Heads heads = database.state().requireScriptsOfHeads(state, branches.graph());
            if (!isRemoved(label, applied)) {
                RemovalScript script =
                        new SetAside(workspace, branches, session, branches.require(label)).script(heads);
                note(script);
                if (!runner.run(script, heads)) {
                    throw LockException.headsMoved();
                }
                heads = database.lock().readState().heads();
            }
            acquisition.flush();
            return CommandDatabase.report(applied, branches.graph(), heads);
        }
    }

    /** Returns whether this run has finished an interrupted removal of the branch. */
    private static boolean isRemoved(String label, List<AppliedStep> applied) {
        return applied.stream()
                .anyMatch(step -> step.direction().equals(Action.REMOVE.toString())
                        && step.branch().equals(label));
    }

    private void note(RemovalScript script) {
        for (LocatedOperation located : script.body(workspace.parsing()).upgrade()) {
            Operation operation = located.operation();
            if (operation instanceof RenameTable rename) {
                listener.note("table " + rename.table() + " is set aside as " + rename.to());
            } else if (operation instanceof DropConstraint drop) {
                listener.note("foreign key " + drop.name() + " of table " + drop.table()
                        + " is dropped until the branch returns");
            }
        }
    }
}
