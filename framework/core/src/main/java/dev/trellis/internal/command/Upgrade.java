package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.state.ChangedScripts;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RunReport;
import dev.trellis.report.RunReport.AppliedStep;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.RevisionGraph;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Upgrades a database to a target. */
public final class Upgrade {
    private final Workspace workspace;
    private final Listener listener;

    public Upgrade(Workspace workspace, Listener listener) {
        this.workspace = workspace;
        this.listener = listener;
    }

    /**
     * Upgrades the database.
     *
     * @param target as on the command line
     */
    public RunReport to(String target, UpgradeOptions options) {
        workspace.startConnecting();
        if (!target.equals("heads") && workspace.isDatabaseMissing()) {
            // A connection would create the file even if the target does not exist.
            workspace.graph().upgrade(Heads.none(), target);
        }
        List<AppliedStep> applied = new ArrayList<>();
        return workspace.withReconnect("the upgrade", listener, session -> upgrade(session, target, options, applied));
    }

    /**
     * Runs the upgrade. This method runs again from its beginning, over another connection, if the database fails over to
     * another process before the first revision begins.
     *
     * @param applied receives the completed revisions, and keeps them when this method runs again
     */
    private RunReport upgrade(Session session, String target, UpgradeOptions options, List<AppliedStep> applied)
            throws SQLException {
        // Load: configuration, plugins and script headers become a graph. Every fault is reported at once.
        Branches loaded = workspace.branches();
        PinnedRevisions pinned = options.locked() ? new PinnedRevisions(workspace) : null;
        if (pinned != null) {
            pinned.require();
        }

        // Plan, without the lock: read the version table and the history, and stop if there is nothing to do.
        CommandDatabase database = new CommandDatabase(workspace, session, listener);
        CommandDatabase.requireReplannable(target, applied);
        DatabaseState state = database.lock().readState();
        Branches branches = database.accepted(state, loaded);
        RevisionGraph graph = branches.graph();
        Heads heads = state.heads();
        List<ChangedScripts.Changed> changed = database.checkChanged(state, branches, options.acceptChanged());
        Plan plan = state.hasOpenRevision() ? null : inOrder(pinned, branches.upgrade(heads, target), graph);
        if (plan != null && plan.isEmpty() && changed.isEmpty() && !state.lacksKeys()) {
            return CommandDatabase.report(applied, graph, heads);
        }

        // Parse every script before creating Trellis's tables: a broken script must leave a fresh database untouched.
        // With transactional DDL the parsing can wait until the lock is held: acquiring the lock then leaves no trace,
        // and another process may have done the work by then.
        Runner runner = database.runner(branches, applied);
        Plan planForEmptyDatabase = heads.isEmpty() ? plan : null;
        if (planForEmptyDatabase != null && !database.isTransactional()) {
            runner.parse(planForEmptyDatabase);
        }

        // Lock, or find that another process has done the work while this one waited.
        try (MigrationLock.Acquisition acquisition = changed.isEmpty()
                ? database.lock().acquire(current -> isAt(target, current, branches))
                : database.lock().acquire()) {
            DatabaseState reached = acquisition.stateReachedByOtherProcess();
            if (reached != null) {
                return CommandDatabase.report(applied, graph, reached.heads());
            }
            if (planForEmptyDatabase != null
                    && database.isTransactional()
                    && database.lock().readState().heads().isEmpty()) {
                runner.parse(planForEmptyDatabase);
            }
            database.lock().prepare(options.adopt());
            database.changedScripts(branches).accept(changed);

            // Finish an interrupted revision, read the state of the
            // database again, and plan again if the state has changed.
            state = runner.finishInterrupted(database.lock().readState());
            boolean hasRemovals = !state.removals().isEmpty();
            if (hasRemovals
                    && new BranchReturn(workspace, listener, session, database, branches, runner)
                            .restore(state, target)) {
                state = database.lock().readState();
            }
            Branches current = database.accepted(state, branches);
            Runner running = current == branches ? runner : database.runner(current, applied);
            plan = inOrder(pinned, planAgain(plan, target, current, state, database), current.graph());
            if (!plan.isEmpty()) {
                listener.planned(plan);
            }

            // Run: each revision moves the heads, is recorded in the history and adds a line to the report.
            while (!running.run(plan)) {
                CommandDatabase.requireReplannable(target, applied);
                DatabaseState moved = database.lock().readState();
                plan = inOrder(pinned, planAgain(plan, target, current, moved, database), current.graph());
            }
            if (hasRemovals) {
                new BranchReturn(workspace, listener, session, database, current, running)
                        .createKeys(database.lock().readState());
            }
            acquisition.flush();
            return CommandDatabase.report(applied, current.graph(), plan.end());
        }
    }

    private static Plan inOrder(@Nullable PinnedRevisions pinned, Plan plan, RevisionGraph graph) {
        return pinned == null ? plan : pinned.inOrder(plan, graph);
    }

    /**
     * Returns the plan from a state of the database to the target.
     *
     * @param earlier the earlier plan, which is returned if it begins at the heads of this state
     */
    private static Plan planAgain(
            @Nullable Plan earlier, String target, Branches branches, DatabaseState state, CommandDatabase database)
            throws SQLException {
        Heads heads = database.state().requireScriptsOfHeads(state, branches.graph());
        return earlier != null && earlier.start().equals(heads) ? earlier : branches.upgrade(heads, target);
    }

    /**
     * Returns whether the database has reached the target; false if no plan can be computed. In that case the caller plans
     * again while it holds the lock, and reports the error if it still occurs.
     */
    private static boolean isAt(String target, DatabaseState state, Branches branches) {
        boolean isKnown = state.heads().ids().stream()
                .allMatch(row -> branches.graph().find(row).isPresent());
        try {
            return isKnown
                    && !state.hasOpenRevision()
                    && !state.lacksKeys()
                    && branches.upgrade(state.heads(), target).isEmpty();
        } catch (TrellisException e) {
            return false;
        }
    }
}
