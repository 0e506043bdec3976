package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.Transactions;
import dev.trellis.dialect.Timeout;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.run.RunContext;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.run.ScriptContext;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.state.ChangedScripts;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.HistoryScripts;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.SkippedRevisions;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RunReport;
import dev.trellis.report.RunReport.AppliedStep;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The database that a command changes: its state, its lock, and the runner for its revisions. */
public final class CommandDatabase {
    private static final Pattern STEPS = Pattern.compile(".*[+-][0-9]+");

    private final Workspace workspace;
    private final Session session;
    private final MigrationState state;
    private final Listener listener;
    private final MigrationLock lock;

    /**
     * Creates the database of a connection, and sends the configured timeouts to it.
     *
     * @param session the connection, which need not lead to the configured database
     */
    public CommandDatabase(Workspace workspace, Session session, Listener listener) throws SQLException {
        Configuration configuration = workspace.configuration();
        this.workspace = workspace;
        this.session = session;
        this.state = workspace.state(session);
        this.listener = listener;
        session.passWarnings(listener);
        this.lock = new MigrationLock(session, state, configuration.lockTimeout(), configuration.lockLease(), listener);
        for (Timeout unsupported :
                session.setTimeouts(configuration.statementTimeout(), configuration.lockWaitTimeout())) {
            listener.note(
                    "ignoring " + unsupported.key() + ": " + session.dialect().name() + " has no such limit");
        }
    }

    MigrationState state() {
        return state;
    }

    /** Returns the lock. */
    public MigrationLock lock() {
        return lock;
    }

    /** Returns whether the database has transactional DDL. */
    boolean isTransactional() {
        return lock.isTransactional();
    }

    /**
     * Returns a runner of revisions.
     *
     * @param applied receives the lines of the report
     */
    public Runner runner(Branches branches, List<AppliedStep> applied) {
        ScriptContext scripts = scripts(workspace, branches, protection(branches));
        return new Runner(
                new RunContext(
                        new RunContext.Database(session, state, lock),
                        scripts,
                        new HistoryEntryFactory(branches, scripts.parsing(), scripts.steps()),
                        workspace.configuration().transactions() == Transactions.ALL,
                        listener),
                applied);
    }

    static ScriptContext scripts(Workspace workspace, Branches branches, Protection protection) {
        return new ScriptContext(
                branches,
                workspace.parsing(),
                workspace.javaSteps(),
                workspace.configuration().arguments(),
                protection);
    }

    Protection protection(Branches branches) {
        return protection(workspace, branches, workspace.parsing(), session.defaultSchema());
    }

    /**
     * Returns the check of scripts against the tables of protected branches.
     *
     * @param defaultSchema the default schema; null if there is no connection that reports it
     */
    static Protection protection(
            Workspace workspace, Branches branches, ParseContext parsing, @Nullable String defaultSchema) {
        BranchModels models = new BranchModels(workspace);
        String configured = workspace.schema();
        String assumed = configured == null ? "public" : configured;
        return new Protection(
                branches.all().stream().anyMatch(Branch::isProtected),
                parsing.dialect(),
                defaultSchema == null ? assumed : defaultSchema,
                MigrationState.tables(
                        workspace.configuration().versionTable(),
                        workspace.configuration().historyTable()),
                () -> branches.isShared()
                        ? workspace.once(
                                "ownership on " + parsing.dialect().name(),
                                () -> Ownership.of(branches, models::ofYaml, parsing))
                        : Ownership.of(branches, models::ofYaml, parsing));
    }

    ChangedScripts changedScripts(Branches branches) {
        return new ChangedScripts(state.history(), branches, workspace.parsing(), workspace.javaSteps());
    }

    /** Finds the scripts that have changed since they were applied. */
    List<ChangedScripts.Changed> findChanged(DatabaseState current, Branches branches) throws SQLException {
        return current.lastByRevision().isEmpty()
                ? List.of()
                : changedScripts(branches).among(branches.graph().applied(current.heads()), current);
    }

    /**
     * Finds the scripts that have changed since they were applied, and the scripts whose Java steps have changed. Adds a
     * note about each revision that was placed below applied revisions and is therefore never run.
     *
     * @param accept whether to return the changed scripts, so that the caller accepts them; otherwise changed scripts are
     *     refused, and changed Java steps are noted
     * @return the scripts to accept
     * @throws TrellisException {@code changed_script}
     */
    List<ChangedScripts.Changed> checkChanged(DatabaseState current, Branches branches, boolean accept)
            throws SQLException {
        List<ChangedScripts.Changed> changed = new ArrayList<>(findChanged(current, branches));
        if (!accept) {
            ChangedScripts.refuse(changed);
        }
        List<ChangedScripts.Changed> steps = current.lastByRevision().isEmpty()
                ? List.of()
                : changedScripts(branches).withChangedSteps(branches.graph().applied(current.heads()), current);
        if (accept) {
            changed.addAll(steps);
        } else {
            steps.forEach(step -> listener.note(ChangedScripts.note(step)));
        }
        if (!current.lastByRevision().isEmpty()) {
            for (String note :
                    new SkippedRevisions(branches.graph(), state.history()).notes(current.heads(), current)) {
                listener.note(note);
            }
        }
        return changed;
    }

    /** Returns the report of a run that has reached the heads. The report lists the same heads as {@code current}. */
    static RunReport report(List<AppliedStep> applied, RevisionGraph graph, Heads heads) {
        return new RunReport(
                applied,
                graph.current(heads).stream().map(Revision::id).sorted().toList());
    }

    /**
     * Adds the scripts of revisions that a newer release has applied and that this release accepts.
     *
     * @throws TrellisException {@code unexplained_revision} if this release does not accept a revision
     */
    Branches accepted(DatabaseState current, Branches branches) throws SQLException {
        for (String row : current.heads().ids()) {
            if (branches.graph().find(row).isEmpty()) {
                workspace.accept(current, state);
                return workspace.branches();
            }
        }
        return branches;
    }

    /** Adds the scripts in the history to the branches, if a head has no script or a revision is interrupted. */
    Branches withHistoryScripts(DatabaseState current, Branches branches) throws SQLException {
        boolean isKnown = current.heads().ids().stream()
                .allMatch(row -> branches.graph().find(row).isPresent());
        return isKnown && !current.hasOpenRevision()
                ? branches
                : HistoryScripts.with(branches, current, state.history());
    }

    /**
     * Checks that a target can be planned again. A relative target such as +2 cannot be planned again, because it counts
     * from the heads at which the run began.
     *
     * @param applied the revisions that the run has completed
     * @throws LockException {@code row_count_mismatch}
     */
    static void requireReplannable(String target, List<AppliedStep> applied) {
        if (!applied.isEmpty() && STEPS.matcher(target).matches()) {
            throw LockException.headsMoved();
        }
    }
}
