package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.InterruptedRevision;
import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.journal.ResumeDecision;
import dev.trellis.internal.journal.ResumePoint;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.internal.protection.ProtectedSchemaMonitor;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.Script;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs plans: for each step compile, execute, move the heads, record. */
public final class Runner {
    /** How often a revision is run again that had to give way to another transaction. */
    private static final int RETRIES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final RunContext setting;
    private final Session session;
    private final MigrationState state;
    private final MigrationLock turn;
    private final Branches branches;
    private final Listener listener;
    private final PlanScripts bodies;
    private final List<RunReport.AppliedStep> lines = new ArrayList<>();

    /**
     * @param oneTransaction whether a whole plan is one transaction, instead of one a revision; only where transactions
     *     hold DDL
     * @param arguments what {@code -x} gave
     * @param protection what revisions of branches that are not protected may not touch
     */
    public Runner(
            Session session,
            MigrationState state,
            MigrationLock turn,
            Branches branches,
            ParseContext reading,
            JavaSteps steps,
            Map<String, String> arguments,
            boolean oneTransaction,
            Protection protection,
            Listener listener) {
        this.setting = new RunContext(
                session,
                state,
                turn,
                branches,
                reading,
                steps,
                arguments,
                oneTransaction && session.dialect().capabilities().transactionalDdl(),
                protection,
                listener,
                new HistoryEntryFactory(branches, reading.dialect().syntax(), steps));
        this.session = session;
        this.state = state;
        this.turn = turn;
        this.branches = branches;
        this.listener = listener;
        this.bodies = new PlanScripts(branches, reading, protection, steps);
    }

    /**
     * Finishes what was stopped halfway, then does what is planned, and plans again when others have moved the rows. What
     * was broken off by an {@link SQLException} may be begun anew.
     *
     * @throws RunException when a step fails; it is undone as far as the database can, and says how things stand
     * @throws SQLException when the database fails at something that is not part of a script
     */
    public RunReport run(Planner planner) throws SQLException {
        boolean begun = !lines.isEmpty();
        DatabaseState now = turn.read();
        while (now.isInterrupted()) {
            finish(now, null);
            now = turn.read();
        }
        Plan plan = planner.plan(now, begun);
        if (!plan.isEmpty()) {
            listener.planned(plan);
        }
        while (!plan.isEmpty() && !run(plan)) {
            now = turn.read();
            plan = planner.plan(now, !lines.isEmpty());
        }
        return new RunReport(lines, List.copyOf(plan.end().ids()));
    }

    /**
     * Reads everything that a plan would run, and runs nothing of it.
     *
     * @throws TrellisException with everything that cannot be read, or that protection refuses
     */
    public void read(Plan plan) {
        bodies.of(plan);
    }

    /**
     * Finishes what was stopped halfway, and nothing else.
     *
     * @param answer whether what was in flight took effect, as a person has found out
     * @throws RunException {@code nothing_to_resume}; else as {@link #run}
     */
    public RunReport resume(boolean answer) throws SQLException {
        DatabaseState now = turn.read();
        if (!now.isInterrupted()) {
            throw RunException.nothingInFlight();
        }
        finish(now, answer);
        return new RunReport(lines, List.copyOf(turn.read().rows().ids()));
    }

    private void finish(DatabaseState now, @Nullable Boolean answer) throws SQLException {
        Long key = now.interrupted();
        InterruptedRevision flight = key == null ? null : state.history().interrupted(key);
        if (flight == null) {
            return;
        }
        String id = flight.entry().revision();
        if (branches.graph().find(id).isEmpty()) {
            throw DatabaseException.unexplained(id, MigrationState.origin(flight.entry()));
        }
        Plan plan = flight.direction() == Direction.UPGRADE
                ? branches.graph().upgradeOf(now.rows(), id)
                : branches.graph().downgradeOf(now.rows(), id);
        if (plan.steps().size() != 1) {
            listener.note("the " + flight.describe() + ", is of no account any more: the rows say otherwise");
            state.history().closeInterrupted(flight.id());
            return;
        }
        Fingerprint before = ProtectedSchemaMonitor.resume(
                session,
                setting.protection(),
                new ProtectedSchemaMonitor.Interruption(id, flight.describe(), flight.before()),
                answer != null);
        listener.note("going on with the " + flight.describe());
        JournalProgress progress =
                answer == null ? ResumeDecision.of(session, flight) : answered(flight.progress(), answer);
        listener.planned(plan);
        Map<String, Body> read = bodies.of(plan);
        if (!one(plan, 0, plan.start(), new ResumePoint(flight, progress, before), read)) {
            throw RunException.moved();
        }
    }

    private static JournalProgress answered(JournalProgress progress, boolean done) {
        return done && progress.inFlight() ? progress.advance() : progress.withoutInFlight();
    }

    /** False when others have moved the rows, so that the rest has to be planned anew. */
    private boolean run(Plan plan) throws SQLException {
        Map<String, Body> read = bodies.of(plan);
        int before = lines.size();
        Heads rows = plan.start();
        for (int i = 0; i < plan.steps().size(); i++) {
            if (!one(plan, i, rows, null, read)) {
                return false;
            }
            rows = rows.after(plan.steps().get(i));
        }
        if (setting.oneTransaction()) {
            try {
                session.commit();
            } catch (SQLException e) {
                session.rollback(e);
                lines.subList(before, lines.size()).clear();
                throw e;
            }
        }
        return true;
    }

    private boolean one(Plan plan, int done, Heads expected, @Nullable ResumePoint resumed, Map<String, Body> read)
            throws SQLException {
        Step step = plan.steps().get(done);
        String id = step.revision().id();
        Script script = branches.script(id);
        listener.begin(step, script);
        boolean alone = false;
        int attempt = 0;
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (true) {
            RevisionRun run = new RevisionRun(
                    setting,
                    step,
                    script,
                    read.get(id),
                    expected,
                    resumed,
                    new FailureStatus(plan, done, setting.oneTransaction(), setting.transactional()),
                    alone);
            try {
                RunReport.AppliedStep line = run.run();
                if (line != null) {
                    lines.add(line);
                }
                return line != null;
            } catch (TrellisException e) {
                boolean again = attempt < RETRIES && !setting.oneTransaction() && run.canBeRunAgain();
                if (!again || !run.isPassing(e)) {
                    throw e;
                }
                listener.note("revision " + id + " had to give way (" + e.name() + ") and is run again");
                attempt++;
                backoff.pause();
            } catch (StatementBatch.Failure e) {
                alone = true;
            }
        }
    }
}
