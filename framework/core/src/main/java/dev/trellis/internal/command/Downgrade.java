package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.state.ChangedScripts;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.RunReport;
import dev.trellis.report.RunReport.AppliedStep;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Downgrades a database to a target, and asks for consent if the downgrade includes revisions of other branches. */
public final class Downgrade {
    private final Workspace workspace;
    private final Listener listener;
    private final Predicate<List<RevisionReport>> consent;
    private final Set<String> agreed = new HashSet<>();

    /**
     * Creates the command.
     *
     * @param consent decides whether the revisions of other branches may be downgraded too
     */
    public Downgrade(Workspace workspace, Listener listener, Predicate<List<RevisionReport>> consent) {
        this.workspace = workspace;
        this.listener = listener;
        this.consent = consent;
    }

    /**
     * Downgrades the database.
     *
     * @param target as on the command line
     * @throws UsageException {@code needs_consent}
     */
    public RunReport to(String target) {
        List<AppliedStep> applied = new ArrayList<>();
        if (workspace.isDatabaseMissing()) {
            listener.note(Workspace.MISSING_DATABASE);
            return workspace.reading("the downgrade", session -> downgrade(session, target, applied));
        }
        return workspace.withReconnect("the downgrade", listener, session -> downgrade(session, target, applied));
    }

    /**
     * Runs the downgrade. This method runs again from its beginning, over another connection, if the database fails over to
     * another process before the first revision begins.
     *
     * @param applied receives the completed revisions, and keeps them when this method runs again
     */
    private RunReport downgrade(Session session, String target, List<AppliedStep> applied) throws SQLException {
        // Load the scripts. For a revision whose script has been removed, load the script that the history stores.
        CommandDatabase database = new CommandDatabase(workspace, session, listener);
        DatabaseState state = database.lock().readState();
        Branches branches = database.withHistoryScripts(state, workspace.branches());

        // Plan without the lock.
        CommandDatabase.requireReplannable(target, applied);
        Plan plan = plan(target, state, database, branches);
        if (plan.isEmpty() && !state.hasOpenRevision()) {
            return CommandDatabase.report(applied, branches.graph(), state.heads());
        }
        database.findChanged(state, branches).forEach(script -> listener.note(ChangedScripts.continued(script)));
        requireConsent(target, plan, branches);

        try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
            database.lock().prepare(false);

            // Finish an interrupted revision, then read the state of the database and plan again.
            Runner runner = database.runner(branches, applied);
            state = runner.finishInterrupted(database.lock().readState());
            plan = plan(target, state, database, branches);
            requireConsent(target, plan, branches);
            if (!plan.isEmpty()) {
                listener.planned(plan);
            }

            // Run.
            while (!runner.run(plan)) {
                CommandDatabase.requireReplannable(target, applied);
                plan = plan(target, database.lock().readState(), database, branches);
                requireConsent(target, plan, branches);
            }
            acquisition.flush();
            return CommandDatabase.report(applied, branches.graph(), plan.end());
        }
    }

    private static Plan plan(String target, DatabaseState state, CommandDatabase database, Branches branches)
            throws SQLException {
        return branches.graph().downgrade(database.state().requireScriptsOfHeads(state, branches.graph()), target);
    }

    /** Asks for consent to downgrade revisions of other branches, unless the user has already agreed to all of them. */
    private void requireConsent(String target, Plan plan, Branches branches) {
        List<RevisionReport> others = revisionsOfOtherBranches(target, plan, branches);
        if (!others.isEmpty()
                && !others.stream().allMatch(other -> agreed.contains(other.revision()))
                && !consent.test(others)) {
            throw UsageException.notAgreed(target, others);
        }
        others.forEach(other -> agreed.add(other.revision()));
    }

    /** Returns the revisions of the plan that do not belong to the branch of the target, if the target names one. */
    static List<RevisionReport> revisionsOfOtherBranches(String target, Plan plan, Branches branches) {
        int separator = target.indexOf('@');
        String prefix = separator > 0 ? target.substring(0, separator) : "";
        String label = branches.find(prefix).isPresent() ? prefix : label(branches, target);
        if (label.isEmpty()) {
            return List.of();
        }
        List<Revision> others = plan.revisions().stream()
                .filter(revision -> !label(branches, revision.id()).equals(label))
                .toList();
        return new RevisionReports(branches, null).of(others);
    }

    private static String label(Branches branches, String revision) {
        Branch branch = branches.of(revision);
        return branch == null ? "" : branch.label();
    }
}
