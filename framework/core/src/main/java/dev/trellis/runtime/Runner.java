package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.BranchException;
import dev.trellis.branch.Branches;
import dev.trellis.branch.Protection;
import dev.trellis.dialect.Fault;
import dev.trellis.error.TrellisException;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.Instruction;
import dev.trellis.script.ReadingContext;
import dev.trellis.script.Script;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs plans: for each step compile, execute, move the heads, record. */
public final class Runner {
    /** How often a revision is run again that had to give way to another transaction. */
    private static final int RETRIES = 3;

    private static final long FIRST_PAUSE_MILLIS = 100;
    /** The server may still be at what it was told over the connection that is lost. */
    private static final Duration PATIENCE_AFTER_LOSS = Duration.ofSeconds(2);

    private final Session session;
    private final State state;
    private final Turn turn;
    private final Branches branches;
    private final ReadingContext reading;
    private final JavaSteps steps;
    private final Map<String, String> arguments;
    private final boolean oneTransaction;
    private final Protection protection;
    private final Listener listener;
    private final Recorder recorder;
    private final Bodies bodies;
    private final List<Report.Line> lines = new ArrayList<>();

    /**
     * @param oneTransaction whether a whole plan is one transaction, instead of one a revision; only where transactions
     *     hold DDL
     * @param arguments what {@code -x} gave
     * @param protection what revisions of branches that are not protected may not touch
     */
    public Runner(
            Session session,
            State state,
            Turn turn,
            Branches branches,
            ReadingContext reading,
            JavaSteps steps,
            Map<String, String> arguments,
            boolean oneTransaction,
            Protection protection,
            Listener listener) {
        this.session = session;
        this.state = state;
        this.turn = turn;
        this.branches = branches;
        this.reading = reading;
        this.steps = steps;
        this.arguments = arguments;
        this.oneTransaction = oneTransaction && transactional();
        this.protection = protection;
        this.listener = listener;
        this.recorder = new Recorder(branches, reading.dialect().syntax());
        this.bodies = new Bodies(branches, reading, protection, steps);
    }

    /**
     * Finishes what was stopped halfway, then does what is planned, and plans again when others have moved the rows.
     *
     * @throws RunException when a step fails; it is undone as far as the database can, and says how things stand
     * @throws SQLException when the database fails at something that is not part of a script
     */
    public Report run(Planner planner) throws SQLException {
        Recorded now = turn.read();
        while (now.isInterrupted()) {
            finish(now, null);
            now = turn.read();
        }
        Plan plan = planner.plan(now, false);
        if (!plan.isEmpty()) {
            listener.planned(plan);
        }
        while (!plan.isEmpty() && !run(plan)) {
            now = turn.read();
            plan = planner.plan(now, !lines.isEmpty());
        }
        return new Report(lines, List.copyOf(plan.end().ids()));
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
    public Report resume(boolean answer) throws SQLException {
        Recorded now = turn.read();
        if (!now.isInterrupted()) {
            throw RunException.nothingInFlight();
        }
        finish(now, answer);
        return new Report(lines, List.copyOf(turn.read().rows().ids()));
    }

    private boolean transactional() {
        return session.dialect().capabilities().transactionalDdl();
    }

    private void finish(Recorded now, @Nullable Boolean answer) throws SQLException {
        Long key = now.flight();
        Flight flight = key == null ? null : state.history().flight(key);
        if (flight == null) {
            return;
        }
        String id = flight.entry().revision();
        if (branches.graph().find(id).isEmpty()) {
            throw DatabaseException.unexplained(id, State.origin(flight.entry()));
        }
        String refused = flight.entry().error();
        if (answer == null && refused != null && refused.startsWith(BranchException.PROTECTED_TABLE)) {
            throw RunException.stillRefused(id);
        }
        Plan plan = flight.direction() == Direction.UPGRADE
                ? branches.graph().upgradeOf(now.rows(), id)
                : branches.graph().downgradeOf(now.rows(), id);
        if (plan.steps().size() != 1) {
            listener.note("the " + flight.said() + ", is of no account any more: the rows say otherwise");
            state.history().supersede(flight.id());
            return;
        }
        listener.note("going on with the " + flight.said());
        Progress progress = answer == null ? Settlement.of(session, flight) : answered(flight.progress(), answer);
        listener.planned(plan);
        Map<String, Body> read = bodies.of(plan);
        if (!one(plan, 0, plan.start(), new Resumed(flight, progress), read)) {
            throw RunException.moved();
        }
    }

    private static Progress answered(Progress progress, boolean done) {
        return done && progress.inFlight() ? progress.next() : progress.settled();
    }

    /** What a revision begins from that was stopped. */
    private record Resumed(Flight flight, Progress progress) {}

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
        if (oneTransaction) {
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

    private boolean one(Plan plan, int done, Heads expected, @Nullable Resumed resumed, Map<String, Body> read)
            throws SQLException {
        Step step = plan.steps().get(done);
        String id = step.revision().id();
        Script script = branches.script(id);
        listener.begin(step, script);
        for (int attempt = 0; ; attempt++) {
            Attempt run = new Attempt(
                    step,
                    script,
                    read.get(id),
                    expected,
                    resumed,
                    new Standing(plan, done, oneTransaction, transactional()));
            try {
                return run.run();
            } catch (TrellisException e) {
                boolean again = attempt < RETRIES && !oneTransaction && transactional() && !run.journal.isOpen();
                if (!again || !run.isPassing(e)) {
                    throw e;
                }
                listener.note("revision " + id + " had to give way (" + e.name() + ") and is run again");
                Patience.pause(FIRST_PAUSE_MILLIS << attempt);
            }
        }
    }

    /** One try at one revision. */
    private final class Attempt implements Execution.Transaction {
        private final Step step;
        private final @Nullable Script script;
        private final Heads expected;
        private final @Nullable Resumed resumed;
        private final Standing standing;
        private final Journal journal = new Journal(state.history());
        private final Instant started = Instant.now();
        private final long from = System.nanoTime();
        private final @Nullable Body body;
        private @Nullable Watch watch;
        private String wayBack = "";
        private boolean committing;

        Attempt(
                Step step,
                @Nullable Script script,
                @Nullable Body body,
                Heads expected,
                @Nullable Resumed resumed,
                Standing standing) {
            this.step = step;
            this.script = script;
            this.body = body;
            this.expected = expected;
            this.resumed = resumed;
            this.standing = standing;
        }

        /** False when the rows are not those that the step was planned for. */
        boolean run() throws SQLException {
            String id = step.revision().id();
            try {
                List<Instruction> instructions = body == null ? null : Bodies.instructions(step, body);
                if (script == null || instructions == null) {
                    throw DatabaseException.unexplained(id, null);
                }
                if (!begin(script, instructions)) {
                    return false;
                }
                watch = Watch.begin(session, protection, branches.of(id), id, instructions);
                wayBack = Protection.isRaw(instructions) ? session.dialect().wayBack(session.connection()) : "";
                Guard guard = new Guard(session.dialect(), protection, branches.of(id));
                new Execution(session, steps, arguments, listener, id, standing, guard, journal, this)
                        .run(instructions);
                goBack();
                watch.end();
                session.begin();
                state.versions().apply(step.removed(), step.added());
                Entry entry = entry(Entry.APPLIED, null);
                if (journal.isOpen()) {
                    journal.applied(entry);
                } else {
                    state.history().add(entry);
                }
                if (!oneTransaction) {
                    committing = true;
                    session.commit();
                }
                done(script);
                return true;
            } catch (SQLException e) {
                session.rollback(e);
                goBack(e);
                throw failed(DatabaseException.recording(session.dialect().fault(e), id, session.said(e), e));
            } catch (TrellisException e) {
                session.rollback(e);
                goBack(e);
                throw failed(e);
            } catch (RuntimeException e) {
                session.rollback(e);
                goBack(e);
                recordFailure(e, e.toString());
                throw e;
            }
        }

        /** A script that set a search path of its own set it for itself alone. */
        private void goBack() throws SQLException {
            if (!wayBack.isEmpty()) {
                session.execute(wayBack);
            }
        }

        private void goBack(Throwable because) {
            try {
                if (!session.connection().isClosed()) {
                    goBack();
                }
            } catch (SQLException e) {
                because.addSuppressed(e);
            }
        }

        private TrellisException failed(TrellisException fault) {
            String id = step.revision().id();
            if (committing && fault(fault) == Fault.CONNECTION_LOST && isCommitted()) {
                return RunException.during(fault, standing.committed(id));
            }
            TrellisException first = first(fault);
            boolean begun = !first.problem().facts().containsKey(Guard.NOT_RUN);
            recordFailure(first, (begun ? "" : "not run: ") + first.problem());
            return first instanceof RunException
                    ? first
                    : RunException.during(first, standing.said(id, journal.isOpen()));
        }

        /** What to tell first: that a protected table was changed where that stays, whatever came in between. */
        private TrellisException first(TrellisException fault) {
            boolean stays = !transactional() || journal.isOpen();
            if (watch == null || !stays || fault instanceof BranchException) {
                return fault;
            }
            try {
                watch.end();
                return fault;
            } catch (BranchException e) {
                e.addSuppressed(fault);
                return e;
            } catch (SQLException e) {
                fault.addSuppressed(e);
                return fault;
            }
        }

        /** Whether what was being committed when the connection was lost has been; false when nobody can tell. */
        private boolean isCommitted() {
            try (Session other = session.again()) {
                Heads rows = new VersionTable(other, state.versions().name()).rows();
                return rows.equals(expected.after(step));
            } catch (SQLException | TrellisException e) {
                return false;
            }
        }

        /**
         * Makes the revision this process's.
         *
         * @return false when the rows are not those that the step was planned for
         */
        private boolean begin(Script read, List<Instruction> instructions) throws SQLException {
            boolean holds = transactional() || instructions.isEmpty();
            if (resumed == null && !holds) {
                return openAlone();
            }
            if (!claim()) {
                return false;
            }
            if (resumed == null) {
                return true;
            }
            goOn(resumed, read, instructions);
            if (!transactional()) {
                session.mark();
                return true;
            }
            // The claim has ended with its transaction.
            session.commit();
            return claim();
        }

        private boolean claim() throws SQLException {
            if (session.inTransaction()) {
                return true;
            }
            Heads rows = turn.claim();
            if (rows.equals(expected)) {
                return true;
            }
            session.rollback(new IllegalStateException("the rows have moved"));
            return false;
        }

        private void goOn(Resumed from, Script read, List<Instruction> instructions) throws SQLException {
            requireLock();
            Flight flight = from.flight();
            List<Instruction> then = recorder.instructionsThen(flight, read, reading);
            Progress at = Settlement.fitted(from.progress(), flight, read, then, instructions);
            journal.resume(flight, entry(Entry.RUNNING, null), at);
        }

        /**
         * Where nothing holds the revision together the journal is open from the beginning. Should the lock not have kept
         * others out, then of those who have written their line and look for others behind that, no two find none.
         */
        private boolean openAlone() throws SQLException {
            requireLock();
            return turn.patience().get(() -> {
                session.begin();
                journal.open(entry(Entry.RUNNING, null), Progress.NONE);
                session.mark();
                boolean alone = journal.isAlone();
                boolean current = alone && state.versions().claim().equals(expected);
                if (!current) {
                    journal.withdraw();
                    session.commit();
                }
                return alone ? (Boolean) current : null;
            });
        }

        private void requireLock() throws SQLException {
            if (!turn.lock().held(session.connection())) {
                throw RunException.lockLost();
            }
        }

        @Override
        public void open(Progress at) throws SQLException {
            requireLock();
            journal.open(entry(Entry.RUNNING, null), at);
        }

        @Override
        public void leave() throws SQLException {
            turn.lock().cover(session.connection());
            session.commit();
        }

        @Override
        public void again() throws SQLException {
            if (!claim()) {
                throw RunException.moved();
            }
            turn.lock().uncover(session.connection());
        }

        private void done(Script read) {
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            listener.done(step, read, took);
            lines.add(new Report.Line(
                    Recorder.word(step.direction()),
                    step.revision().id(),
                    label(step.revision().id()),
                    read.header().message(),
                    took.toMillis()));
        }

        private Entry entry(String outcome, @Nullable String error) {
            long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
            return recorder.entry(step, script, body, started, millis, outcome, error);
        }

        boolean isPassing(Throwable e) {
            return fault(e).isPassing();
        }

        private Fault fault(@Nullable Throwable e) {
            for (Throwable each = e; each != null; each = each.getCause()) {
                if (each instanceof SQLException sql) {
                    return session.dialect().fault(sql);
                }
            }
            return Fault.OTHER;
        }

        /** An attempt that failed is history too; that it cannot be written must not hide why it failed. */
        private void recordFailure(RuntimeException fault, String said) {
            Entry entry = entry(Entry.FAILED, said);
            boolean lost = fault(fault) == Fault.CONNECTION_LOST;
            try {
                if (!lost) {
                    record(state.history(), entry, true);
                    return;
                }
                try (Session other = session.again()) {
                    other.limit(null, PATIENCE_AFTER_LOSS);
                    record(new HistoryTable(other, state.history().name()), entry, false);
                }
            } catch (SQLException | TrellisException e) {
                fault.addSuppressed(e);
            }
        }

        private void record(HistoryTable history, Entry entry, boolean known) throws SQLException {
            if (journal.isOpen()) {
                journal.failed(history, entry, known);
            } else {
                history.add(entry);
            }
        }
    }

    private String label(String revision) {
        Branch branch = branches.of(revision);
        return branch == null ? "" : branch.label();
    }

    /** How things stand when a step fails, in words. */
    record Standing(Plan plan, int done, boolean oneTransaction, boolean transactional) {
        /** @param journalled whether some of the revision was done outside a transaction */
        String said(String failed, boolean journalled) {
            List<String> ids =
                    plan.revisions().stream().map(revision -> revision.id()).toList();
            List<String> before = oneTransaction ? List.of() : ids.subList(0, done);
            List<String> after = ids.subList(done + 1, ids.size());
            String text;
            if (!transactional) {
                text = "this database commits DDL by itself: what revision " + failed
                        + " did before this stays, and is not done again";
            } else if (journalled) {
                text = "what revision " + failed + " did up to its last statement outside a transaction stays, and is"
                        + " not done again; what came after that is rolled back";
            } else {
                text = "revision " + failed + " is rolled back whole";
            }
            text += before.isEmpty() ? "; nothing before it was run" : "; done before it: " + listed(before);
            text += after.isEmpty() ? "" : "; not reached: " + listed(after);
            return text + ". Mend it and run the command again.";
        }

        /** The connection was lost while the step was being committed, which it has been all the same. */
        String committed(String id) {
            return "revision " + id + " was committed nevertheless: it is applied. Run the command again for the rest.";
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
