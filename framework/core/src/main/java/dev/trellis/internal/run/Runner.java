package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.dialect.Topology;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.JournalException;
import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.journal.JournalTable;
import dev.trellis.internal.journal.OpenRevision;
import dev.trellis.internal.journal.ResumeDecision;
import dev.trellis.internal.journal.ResumePoint;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.internal.protection.ProtectedSchemaMonitor;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.state.StoredScript;
import dev.trellis.report.RunReport.AppliedStep;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.RevisionGraph;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the revisions of plans, in a process that holds the lock. */
public final class Runner {
    /** How often a revision is run again after a temporary failure, such as a deadlock. */
    private static final int RETRIES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final RunContext context;
    private final Session session;
    private final Listener listener;
    private final PlanScripts scripts;
    private final List<AppliedStep> applied;
    private StepPreparation preparation = StepPreparation.NONE;
    private FailureStatus.TransactionStart transactionStart = FailureStatus.TransactionStart.OF_PLAN;

    /**
     * Creates the runner of one command.
     *
     * @param applied receives the lines of the report; a caller that connects again passes the same list
     */
    public Runner(RunContext context, List<AppliedStep> applied) {
        this.context = context;
        this.session = context.session();
        this.listener = context.listener();
        this.scripts = new PlanScripts(context.scripts(), true);
        this.applied = applied;
    }

    /**
     * Parses and checks everything that a plan would run, and runs nothing. A run that holds the lock also checks whether a
     * cluster can run the plan.
     *
     * @throws TrellisException with everything that cannot be parsed, or that protection refuses
     */
    public List<ParsedStep> parse(Plan plan) throws SQLException {
        List<ParsedStep> steps = scripts.parse(plan);
        ScriptSize.check(session, steps);
        Topology topology = context.lock().topology();
        if (!topology.limits().isEmpty()) {
            ClusterCheck.check(topology, session.dialect().name(), steps);
        }
        return steps;
    }

    /**
     * Parses a plan and runs it.
     *
     * @return false if another process has moved the heads, so that the remaining revisions have to be planned again
     * @throws TrellisException if a revision fails; its advice describes the state of the run
     * @throws SQLException if the database fails at something that is not part of a script
     */
    public boolean run(Plan plan) throws SQLException {
        List<ParsedStep> steps = parse(plan);
        int before = applied.size();
        transactionStart = FailureStatus.TransactionStart.OF_PLAN;
        try (BackgroundPreparation prepared = BackgroundPreparation.start(
                session.dialect(), context.entries(), isPreparedInBackground() ? steps : List.of())) {
            preparation = context.scripts().branches().isShared()
                    ? DatabaseFreeStatements.shared(session.dialect())
                    : prepared;
            if (!runSteps(plan, steps)) {
                return false;
            }
        } finally {
            preparation = StepPreparation.NONE;
        }
        if (context.oneTransaction()) {
            try {
                session.commit();
            } catch (SQLException e) {
                session.rollback(e);
                applied.subList(before, applied.size()).clear();
                throw e;
            }
        }
        return true;
    }

    /**
     * Runs a script that sets the tables of a branch aside or restores them.
     *
     * @return false if another process has moved the heads
     */
    public boolean run(RemovalScript script, Heads heads) throws SQLException {
        Plan plan = script.plan(heads);
        if (plan.isEmpty()) {
            return false;
        }
        transactionStart = FailureStatus.TransactionStart.OF_PLAN;
        listener.planned(plan);
        if (!runStep(plan, 0, parsed(plan, script), new RevisionRun.StartPoint(heads, null))) {
            return false;
        }
        if (context.oneTransaction()) {
            session.commit();
        }
        return true;
    }

    private ParsedStep parsed(Plan plan, RemovalScript script) {
        return ParsedStep.of(
                plan.steps().get(0), script, script.body(context.scripts().parsing()));
    }

    /**
     * Returns whether the next scripts are prepared in the background. Scripts that several databases share are not: the first
     * database that runs them compiles them for all.
     */
    private boolean isPreparedInBackground() {
        return context.database().isTransactional()
                && !context.scripts().branches().isShared();
    }

    private boolean runSteps(Plan plan, List<ParsedStep> steps) throws SQLException {
        Heads heads = plan.start();
        for (int i = 0; i < steps.size(); i++) {
            if (!runStep(plan, i, steps.get(i), new RevisionRun.StartPoint(heads, null))) {
                return false;
            }
            heads = heads.after(plan.steps().get(i));
        }
        return true;
    }

    /** Finishes the interrupted revision, if there is one, and returns the state of the database after it. */
    public DatabaseState finishInterrupted(DatabaseState state) throws SQLException {
        DatabaseState current = state;
        while (current.openRevision() != null) {
            finish(current, current.openRevision(), null);
            current = context.lock().readState();
        }
        return current;
    }

    /**
     * Finishes the interrupted revision with a person's decision.
     *
     * @param tookEffect whether the statement in flight took effect
     * @throws JournalException {@code nothing_to_resume} if no revision is interrupted
     */
    public void finishAsDecided(DatabaseState state, boolean tookEffect) throws SQLException {
        if (state.openRevision() == null) {
            throw JournalException.nothingToResume();
        }
        finish(state, state.openRevision(), tookEffect);
    }

    /**
     * Checks that an interrupted revision has left no change of a protected table, if there is such a revision.
     *
     * @throws TrellisException {@code protected_table} if the revision has left such a change
     */
    public void requireRestored(DatabaseState state) throws SQLException {
        Long key = state.openRevision();
        OpenRevision revision =
                key == null ? null : new JournalTable(context.state().history()).find(key);
        if (revision != null) {
            ProtectedSchemaMonitor.requireRestored(
                    session, context.scripts().protection(), revision.interruption(), true);
        }
    }

    private void finish(DatabaseState state, long key, @Nullable Boolean tookEffect) throws SQLException {
        context.lock().awaitInterruptedScript();
        JournalTable journal = new JournalTable(context.state().history());
        OpenRevision revision = journal.find(key);
        if (revision == null) {
            return;
        }
        // The change of a protected table is refused even if the
        // script has been removed or the database has been stamped.
        Fingerprint before = ProtectedSchemaMonitor.requireRestored(
                session, context.scripts().protection(), revision.interruption(), tookEffect != null);
        String id = revision.entry().revision();
        RemovalScript removal = RemovalScript.isActionOf(revision.entry()) ? RemovalScript.of(revision.entry()) : null;
        RevisionGraph graph = context.scripts().branches().graph();
        boolean hasScript = removal != null
                || graph.find(id)
                        .filter(present -> !StoredScript.isReplaced(revision.entry(), present))
                        .isPresent();
        if (!hasScript) {
            InterruptedScript.require(revision, ResumeDecision.decide(session, revision));
            listener.note("ignoring the interrupted " + revision.describe()
                    + ": none of its statements has taken effect, and its script has been removed");
            journal.close(key);
            return;
        }
        Plan plan = removal != null
                ? removal.plan(state.heads())
                : revision.direction() == Direction.UPGRADE
                        ? graph.upgradeOne(state.heads(), id)
                        : graph.downgradeOne(state.heads(), id);
        if (plan.steps().size() != 1) {
            listener.note("ignoring the interrupted " + revision.describe() + ": the version table has changed since");
            journal.close(key);
            return;
        }
        listener.note("resuming the " + revision.describe());
        JournalProgress progress = tookEffect == null
                ? ResumeDecision.decide(session, revision)
                : ResumeDecision.decide(revision, tookEffect);
        listener.planned(plan);
        ParsedStep step = removal == null ? parse(plan).get(0) : parsed(plan, removal);
        ResumePoint resumePoint = new ResumePoint(revision, progress, before, tookEffect != null);
        if (!runStep(plan, 0, step, new RevisionRun.StartPoint(plan.start(), resumePoint))) {
            throw LockException.headsMoved();
        }
    }

    /** Runs a revision, repeatedly if it fails temporarily; returns false if the heads are not those of its start point. */
    private boolean runStep(Plan plan, int index, ParsedStep step, RevisionRun.StartPoint startPoint)
            throws SQLException {
        listener.begun(step.step(), step.script());
        FailureStatus status = new FailureStatus(plan, index, context.oneTransaction() ? transactionStart : null);
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        boolean mayBatch = true;
        int attempt = 0;
        while (true) {
            RevisionRun run = strategy(step, startPoint, status, mayBatch);
            try {
                AppliedStep line = run.run();
                if (run.hasCommitted()) {
                    transactionStart = new FailureStatus.TransactionStart(index, true);
                }
                if (line != null) {
                    applied.add(line);
                }
                return line != null;
            } catch (StatementBatch.BatchFailedException e) {
                mayBatch = false;
            } catch (TrellisException e) {
                boolean mayRepeat = attempt < RETRIES && !context.oneTransaction() && run.isRolledBackOnFailure();
                if (!mayRepeat || !run.isTransient(e)) {
                    reportFailure(step, e);
                    throw e;
                }
                listener.note("revision " + step.id() + " failed temporarily (" + e.name() + ") and is run again");
                attempt++;
                backoff.pause();
            } catch (RuntimeException | Error e) {
                FatalError.rethrow(e);
                reportFailure(step, e);
                throw e;
            }
        }
    }

    private void reportFailure(ParsedStep step, Throwable failure) {
        try {
            listener.failed(step.step(), step.script(), failure);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Chooses the strategy. A revision without operations writes only to Trellis's own tables, and every database can do so
     * in one transaction.
     */
    private RevisionRun strategy(
            ParsedStep step, RevisionRun.StartPoint startPoint, FailureStatus status, boolean mayBatch) {
        boolean isTransaction =
                context.database().isTransactional() || (step.operations().isEmpty() && startPoint.resumed() == null);
        return isTransaction
                ? new TransactionalRun(context, step, startPoint, status, preparation, mayBatch)
                : new JournalledRun(context, step, startPoint, status);
    }
}
