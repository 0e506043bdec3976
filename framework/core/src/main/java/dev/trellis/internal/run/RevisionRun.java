package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.InterruptedRevision;
import dev.trellis.internal.journal.Journal;
import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.journal.ResumeDecision;
import dev.trellis.internal.journal.ResumePoint;
import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.internal.protection.ProtectedSchemaMonitor;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.protection.ProtectionException;
import dev.trellis.internal.protection.StatementGuard;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.HistoryTable;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.VersionTable;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.RunJava;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.Script;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One try at one revision: compile, execute, move the heads, record; and when it fails, undo and record that. */
final class RevisionRun implements StatementRunner.Transaction {
    /** The server may still be at what it was told over the connection that is lost. */
    private static final Duration PATIENCE_AFTER_LOSS = Duration.ofSeconds(2);

    private final RunContext context;
    private final Session session;
    private final MigrationState state;
    private final Step step;
    private final @Nullable Script script;
    private final Heads expected;
    private final @Nullable ResumePoint resumed;
    private final FailureStatus standing;
    private final boolean alone;
    private final Journal journal;
    private final Instant started = Instant.now();
    private final long from = System.nanoTime();
    private final @Nullable Body body;
    private @Nullable ProtectedSchemaMonitor watch;
    private List<String> wayBack = List.of();
    private boolean owned;
    private boolean committing;

    /** @param alone whether each statement is sent alone */
    RevisionRun(
            RunContext setting,
            Step step,
            @Nullable Script script,
            @Nullable Body body,
            Heads expected,
            @Nullable ResumePoint resumed,
            FailureStatus standing,
            boolean alone) {
        this.context = setting;
        this.session = setting.session();
        this.state = setting.state();
        this.journal = new Journal(state.history());
        this.step = step;
        this.script = script;
        this.body = body;
        this.expected = expected;
        this.resumed = resumed;
        this.standing = standing;
        this.alone = alone;
    }

    /**
     * What is run, if it can be: null when the rows are not those that the step was planned for.
     *
     * @throws SQLException when the database changes hands before anything is done
     */
    RunReport.@Nullable AppliedStep run() throws SQLException {
        String id = step.revision().id();
        try {
            List<LocatedOperation> instructions = body == null ? null : PlanScripts.instructions(step, body);
            if (script == null || instructions == null) {
                throw DatabaseException.unexplained(id, null);
            }
            StatementBatch together = mayGoTogether(instructions) ? new StatementBatch(session) : null;
            if (!claim(script, instructions, together)) {
                return null;
            }
            owned = true;
            Branch branch = context.branches().of(id);
            boolean raw = Protection.isRaw(instructions);
            wayBack = raw ? session.dialect().restoreStatements(session.connection()) : List.of();
            StatementGuard guard = new StatementGuard(session.dialect(), context.protection(), branch);
            new StatementRunner(context, id, standing, guard, journal, this, together).run(instructions);
            restoreSession();
            checkProtected();
            session.begin();
            HistoryEntry entry = entry(HistoryEntry.APPLIED, null);
            if (journal.isOpen()) {
                state.versions().apply(step.removed(), step.added());
                journal.applied(entry);
            } else {
                boolean last = together != null && !raw;
                committing = last;
                state.done(step, entry, last);
            }
            if (!context.oneTransaction()) {
                committing = true;
                session.commit();
            }
            return done(script);
        } catch (SQLException e) {
            session.rollback(e);
            if (!owned && session.isFailover(e)) {
                throw e;
            }
            restoreSession(e);
            throw failed(DatabaseException.recording(session.dialect().errorKind(e), id, session.message(e), e));
        } catch (TrellisException e) {
            session.rollback(e);
            restoreSession(e);
            throw failed(e);
        } catch (StatementBatch.Moved e) {
            session.rollback(e);
            return null;
        } catch (StatementBatch.Failure e) {
            session.rollback(e);
            restoreSession(e);
            throw e;
        } catch (RuntimeException e) {
            session.rollback(e);
            restoreSession(e);
            recordFailure(e, e.toString());
            throw e;
        }
    }

    /** Only where all of it can be undone and done again, statement by statement, to see which one fails. */
    private boolean mayGoTogether(List<LocatedOperation> instructions) {
        return !alone
                && session.dialect().supportsBatches()
                && !overridesStatement(context.listener())
                && !context.oneTransaction()
                && canBeRunAgain()
                && instructions.stream()
                        .map(LocatedOperation::operation)
                        .noneMatch(operation -> operation instanceof RunJava || operation instanceof Autocommit);
    }

    /** Whether the listener has a use for each statement before it is run. */
    private static boolean overridesStatement(Listener listener) {
        try {
            return listener.getClass().getMethod("statement", String.class).getDeclaringClass() != Listener.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every listener has the method", e);
        }
    }

    /** A script that set a search path or the like set it for itself alone. */
    private void restoreSession() throws SQLException {
        for (String statement : wayBack) {
            session.execute(statement);
        }
    }

    private void restoreSession(Throwable because) {
        try {
            if (!session.connection().isClosed()) {
                restoreSession();
            }
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private TrellisException failed(TrellisException fault) {
        String id = step.revision().id();
        if (committing && session.errorKind(fault) == SqlErrorKind.CONNECTION_LOST && isCommitted()) {
            return RunException.during(fault, standing.committed(id));
        }
        TrellisException first = first(fault);
        boolean begun = !first.problem().facts().containsKey(StatementGuard.NOT_RUN);
        recordFailure(first, (begun ? "" : "not run: ") + first.problem());
        return first instanceof RunException
                ? first
                : RunException.during(first, standing.describe(id, journal.isOpen(), session.errorKind(first)));
    }

    /** What to tell first: that a protected table was changed where that stays, whatever came in between. */
    private TrellisException first(TrellisException fault) {
        boolean stays = !context.transactional() || journal.isOpen();
        if (watch == null || !stays || fault instanceof ProtectionException) {
            return fault;
        }
        try {
            watch.end();
            return fault;
        } catch (ProtectionException e) {
            e.addSuppressed(fault);
            return e;
        } catch (SQLException e) {
            fault.addSuppressed(e);
            return fault;
        }
    }

    /** Whether what was being committed when the connection was lost has been; false when nobody can tell. */
    private boolean isCommitted() {
        try (Session other = session.openAnother()) {
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
    private boolean claim(Script read, List<LocatedOperation> instructions, @Nullable StatementBatch together)
            throws SQLException {
        boolean holds = context.transactional() || instructions.isEmpty();
        if (together != null && resumed == null && mayBeClaimedWith(instructions)) {
            session.begin();
            together.claimFirst(this::claimWith);
            watch(instructions);
            return true;
        }
        if (resumed == null && !holds) {
            return openJournal(instructions);
        }
        if (resumed != null) {
            watch(instructions);
        }
        if (!claim()) {
            return false;
        }
        if (resumed == null) {
            watch(instructions);
            return true;
        }
        resume(resumed, read, instructions);
        if (!context.transactional()) {
            session.commitAndContinue();
            return true;
        }
        // The claim has ended with its transaction.
        session.commit();
        return claim();
    }

    /** Begins to watch, and makes room in the history for what is seen. */
    private ProtectedSchemaMonitor watch(List<LocatedOperation> instructions) throws SQLException {
        String id = step.revision().id();
        ProtectedSchemaMonitor begun = ProtectedSchemaMonitor.begin(
                session,
                context.protection(),
                context.branches().of(id),
                id,
                instructions,
                resumed == null ? null : resumed.before());
        if (begun.before() != null) {
            state.history().addSnapshotColumn();
        }
        watch = begun;
        return begun;
    }

    private @Nullable Fingerprint before() {
        return watch == null ? null : watch.before();
    }

    private boolean claim() throws SQLException {
        if (session.isInTransaction()) {
            return true;
        }
        Heads rows = context.lock().claim();
        if (rows.equals(expected)) {
            return true;
        }
        session.rollback(new IllegalStateException("the rows have moved"));
        return false;
    }

    /** Only where nothing has to be looked at or asked between the claim and what is run. */
    private boolean mayBeClaimedWith(List<LocatedOperation> instructions) throws SQLException {
        Branch branch = context.branches().of(step.revision().id());
        return !session.isInTransaction()
                && !Protection.isRaw(instructions)
                && !ProtectedSchemaMonitor.looks(context.protection(), branch, instructions);
    }

    private void claimWith(String sql) throws SQLException {
        if (!state.versions().claimAnd(sql).equals(expected)) {
            throw new StatementBatch.Moved();
        }
    }

    private void resume(ResumePoint from, Script read, List<LocatedOperation> instructions) throws SQLException {
        requireLock();
        InterruptedRevision flight = from.flight();
        List<LocatedOperation> then = context.historyEntries().instructionsThen(flight, read, context.parsing());
        JournalProgress at = ResumeDecision.resumePointIn(from.progress(), flight, read, then, instructions);
        journal.resume(flight, entry(HistoryEntry.RUNNING, null), at, before());
    }

    /**
     * Where nothing holds the revision together the journal is open from the beginning. Should the lock not have kept
     * others out, then of those who have written their line and look for others behind that, no two find none.
     */
    private boolean openJournal(List<LocatedOperation> instructions) throws SQLException {
        requireLock();
        return context.lock().patience().get(() -> {
            ProtectedSchemaMonitor begun = watch(instructions);
            session.begin();
            journal.open(entry(HistoryEntry.RUNNING, null), JournalProgress.NONE, begun.before());
            session.commitAndContinue();
            boolean alone = journal.isAlone();
            boolean current = alone && state.versions().claim().equals(expected);
            if (!current) {
                journal.delete();
                session.commit();
            }
            return alone ? (Boolean) current : null;
        });
    }

    private void requireLock() throws SQLException {
        if (context.lock().lock().held(session.connection())) {
            return;
        }
        if (session.mayFailOver()) {
            throw new SQLException("the lock went with the process that served the database", "08006");
        }
        throw RunException.lockLost();
    }

    @Override
    public void openJournal(JournalProgress at) throws SQLException {
        requireLock();
        journal.open(entry(HistoryEntry.RUNNING, null), at, before());
    }

    @Override
    public void checkProtected() throws SQLException {
        if (watch != null) {
            watch.end();
        }
    }

    @Override
    public void refreshSnapshot() throws SQLException {
        if (watch != null) {
            watch.renew();
            journal.renew(watch.before());
        }
    }

    @Override
    public void suspend() throws SQLException {
        context.lock().lock().cover(session.connection());
        session.commit();
    }

    @Override
    public void resumeTransaction() throws SQLException {
        if (!claim()) {
            throw RunException.moved();
        }
        context.lock().lock().uncover(session.connection());
    }

    private RunReport.AppliedStep done(Script read) {
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        context.listener().done(step, read, took);
        Branch branch = context.branches().of(step.revision().id());
        return new RunReport.AppliedStep(
                HistoryEntryFactory.word(step.direction()),
                step.revision().id(),
                branch == null ? "" : branch.label(),
                read.header().message(),
                took.toMillis());
    }

    private HistoryEntry entry(String outcome, @Nullable String error) {
        long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
        return context.historyEntries().entry(step, script, body, started, millis, outcome, error);
    }

    /** Whether nothing of it is left, or would be done twice. */
    boolean canBeRunAgain() {
        return context.transactional() && !journal.isOpen();
    }

    boolean isPassing(Throwable e) {
        return session.errorKind(e).isPassing();
    }

    /** An attempt that failed is history too; that it cannot be written must not hide why it failed. */
    private void recordFailure(RuntimeException fault, String said) {
        HistoryEntry entry = entry(HistoryEntry.FAILED, said);
        boolean lost = session.errorKind(fault) == SqlErrorKind.CONNECTION_LOST;
        try {
            if (!lost) {
                record(state.history(), entry, true);
                return;
            }
            try (Session other = session.openAnother()) {
                other.setTimeouts(null, PATIENCE_AFTER_LOSS);
                record(new HistoryTable(other, state.history().name()), entry, false);
            }
        } catch (SQLException | TrellisException e) {
            fault.addSuppressed(e);
        }
    }

    private void record(HistoryTable history, HistoryEntry entry, boolean known) throws SQLException {
        if (journal.isOpen()) {
            journal.failed(history, entry, known);
        } else {
            history.add(entry);
        }
    }
}
