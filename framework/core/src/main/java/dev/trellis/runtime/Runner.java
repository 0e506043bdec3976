package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.error.TrellisException;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.Instruction;
import dev.trellis.script.ReadingContext;
import dev.trellis.script.Script;
import dev.trellis.script.ScriptException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs a plan: for each step compile, execute, move the heads, record. */
public final class Runner {
    private final Session session;
    private final VersionTable versions;
    private final HistoryTable history;
    private final Branches branches;
    private final ReadingContext reading;
    private final JavaSteps steps;
    private final Map<String, String> arguments;
    private final boolean oneTransaction;
    private final Listener listener;
    private final Recorder recorder;

    /**
     * @param oneTransaction whether the whole plan is one transaction, instead of one a revision
     * @param arguments what {@code -x} gave
     */
    public Runner(
            Session session,
            VersionTable versions,
            HistoryTable history,
            Branches branches,
            ReadingContext reading,
            JavaSteps steps,
            Map<String, String> arguments,
            boolean oneTransaction,
            Listener listener) {
        this.session = session;
        this.versions = versions;
        this.history = history;
        this.branches = branches;
        this.reading = reading;
        this.steps = steps;
        this.arguments = arguments;
        this.oneTransaction = oneTransaction;
        this.listener = listener;
        this.recorder = new Recorder(branches);
    }

    /**
     * Runs the steps of a plan.
     *
     * @throws RunException when one fails; it is undone as far as the database can, and says how things stand
     * @throws SQLException when the database fails at something that is not part of a script
     */
    public Report run(Plan plan) throws SQLException {
        listener.planned(plan);
        List<Report.Line> lines = new ArrayList<>();
        if (oneTransaction) {
            session.begin();
        }
        for (Step step : plan.steps()) {
            lines.add(run(step, new Standing(plan, lines.size(), oneTransaction, transactional())));
        }
        if (oneTransaction) {
            session.commit();
        }
        return new Report(lines, List.copyOf(plan.end().ids()));
    }

    private boolean transactional() {
        return session.dialect().capabilities().transactionalDdl();
    }

    private Report.Line run(Step step, Standing standing) throws SQLException {
        String id = step.revision().id();
        Script script = branches.script(id);
        listener.begin(step, script);
        Instant started = Instant.now();
        long from = System.nanoTime();
        if (!oneTransaction) {
            session.begin();
        }
        Body body = null;
        try {
            if (script == null) {
                throw DatabaseException.unexplained(id, null);
            }
            body = script.body(reading);
            execute(step, script, body, standing);
            versions.apply(step.removed(), step.added());
            history.add(recorder.entry(step, script, body, started, millisSince(from), null));
            if (!oneTransaction) {
                session.commit();
            }
        } catch (TrellisException | SQLException e) {
            session.rollback(e);
            TrellisException fault = e instanceof TrellisException known
                    ? known
                    : DatabaseException.failed(
                            "recording revision " + id, session.said((SQLException) e), (SQLException) e);
            recordFailure(
                    recorder.entry(
                            step,
                            script,
                            body,
                            started,
                            millisSince(from),
                            fault.problem().toString()),
                    fault);
            throw fault instanceof RunException ? fault : RunException.during(fault, standing.said(id));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        listener.done(step, script, took);
        return new Report.Line(
                Recorder.word(step.direction()), id, label(id), script.header().message(), took.toMillis());
    }

    private void execute(Step step, Script script, Body body, Standing standing) throws SQLException {
        List<Instruction> instructions = step.direction() == Direction.UPGRADE ? body.upgrade() : body.downgrade();
        if (instructions == null) {
            throw ScriptException.irreversible("revision " + step.revision().id() + " (" + script.display() + ")");
        }
        new Execution(session, steps, arguments, listener, step.revision().id(), standing).run(instructions);
    }

    /** An attempt that failed is history too; that it cannot be written must not hide why it failed. */
    private void recordFailure(Entry entry, Throwable because) {
        try {
            history.add(entry);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private String label(String revision) {
        Branch branch = branches.of(revision);
        return branch == null ? "" : branch.label();
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    /** How things stand when a step fails, in words. */
    record Standing(Plan plan, int done, boolean oneTransaction, boolean transactional) {
        String said(String failed) {
            List<String> ids =
                    plan.revisions().stream().map(revision -> revision.id()).toList();
            List<String> before = oneTransaction ? List.of() : ids.subList(0, done);
            List<String> after = ids.subList(done + 1, ids.size());
            String text = transactional
                    ? "revision " + failed + " is rolled back whole"
                    : "this database commits DDL by itself: what revision " + failed + " did before this stays";
            text += before.isEmpty() ? "; nothing before it was run" : "; done before it: " + listed(before);
            text += after.isEmpty() ? "" : "; not reached: " + listed(after);
            return text + ". Mend it and run the command again.";
        }

        private static String listed(List<String> ids) {
            int shown = 5;
            return ids.size() <= shown
                    ? String.join(", ", ids)
                    : String.format(
                            Locale.ROOT,
                            "%s and %d more",
                            String.join(", ", ids.subList(0, shown)),
                            ids.size() - shown);
        }
    }
}
