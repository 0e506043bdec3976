package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.FailureAdvice;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.Journal;
import dev.trellis.internal.journal.JournalException;
import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.journal.JournalTable;
import dev.trellis.internal.journal.ResumeDecision;
import dev.trellis.internal.journal.ResumePoint;
import dev.trellis.internal.journal.SessionReplay;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.internal.protection.ProtectedSchemaMonitor;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.protection.ProtectionException;
import dev.trellis.internal.protection.StatementGuard;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.VersionTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.report.RunReport.AppliedStep;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Step;
import dev.trellis.schema.SqlText;
import dev.trellis.script.LocatedOperation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to run one revision. The attempt begins the revision, runs its operations, moves the heads and records the
 * result. If one of these actions fails, the attempt rolls back and records the failure. One strategy runs the revision in a
 * {@linkplain TransactionalRun transaction}, the other one records each statement in the {@linkplain JournalledRun journal}.
 */
abstract sealed class RevisionRun permits TransactionalRun, JournalledRun {
    /** How long to wait for the locks of a lost connection. The server may still be running its last statement. */
    private static final Duration WAIT_AFTER_LOSS = Duration.ofSeconds(2);

    private static final String CHANGE_LEFT =
            "The revision is rolled back, but the change of the protected table is still"
                    + " there: another connection has made it. Restore the table; until then, the revision is refused.";

    final RunContext context;
    final Session session;
    final MigrationState state;
    final ParsedStep step;
    final List<LocatedOperation> operations;
    final Journal journal;
    final StatementSink live;
    private final StartPoint startPoint;
    private final FailureStatus status;
    private final HistoryEntryFactory.Attempt attempt;
    private final long startNanos = System.nanoTime();
    private @Nullable ProtectedSchemaMonitor monitor;
    private List<String> repeated = List.of();
    private boolean isBegun;
    private boolean isCommitting;

    /**
     * The point at which a revision begins.
     *
     * @param heads the heads that the database must have
     * @param resumed the point at which an interrupted attempt resumes; null for a new attempt
     */
    record StartPoint(Heads heads, @Nullable ResumePoint resumed) {}

    RevisionRun(RunContext context, ParsedStep step, StartPoint startPoint, FailureStatus status) {
        this.context = context;
        this.session = context.session();
        this.state = context.state();
        this.step = step;
        this.operations = step.operations();
        this.journal = new Journal(new JournalTable(state.history()));
        this.live = new LiveStatements(session, context.listener(), step.id(), this::ofBranch);
        this.startPoint = startPoint;
        this.status = status;
        this.attempt = HistoryEntryFactory.Attempt.of(step.step(), step.script(), step.body());
    }

    /** Adds the owners of named enumerations and of definitions to a catalogue. */
    final Catalog ofBranch(Catalog catalog) {
        return session.dialect().capabilities().namedEnums()
                        || !session.dialect().definitionKinds().isEmpty()
                ? new BranchCatalog(
                        catalog,
                        new EnumerationOwners(
                                context.scripts().branches(), context.scripts().parsing()),
                        context.scripts().protection(),
                        branch(),
                        false)
                : catalog;
    }

    // ---- the strategy ----

    /**
     * Claims a revision that no attempt has begun: claims the transaction, or opens the journal.
     *
     * @return false if the heads are not those that the plan expects
     */
    abstract boolean beginNew() throws SQLException;

    /**
     * Commits the claim of an interrupted revision, whose journal has been opened again.
     *
     * @return false if the heads are not those that the plan expects
     */
    abstract boolean commitResumed() throws SQLException;

    /** Runs the operations. */
    abstract void execute() throws SQLException;

    /** Resets the session after SQL and Java code of the script, before Trellis writes to its own tables. */
    abstract void endScript() throws SQLException;

    /** Moves the heads, adds the entry to the history and commits. */
    abstract void complete(HistoryEntry entry) throws SQLException;

    /** Whether a failure undoes all changes of the revision, so that the revision can be run again from its beginning. */
    abstract boolean isRolledBackOnFailure();

    /** Whether a part of the revision is committed, together with the earlier revisions in the same transaction. */
    boolean hasCommitted() {
        return true;
    }

    /** Determines after a rollback whether the script had ended its transaction before the rollback. */
    void examineRollback() throws SQLException {}

    /** Describes the state of the revision after a failure, as a sentence. */
    abstract String describeFailure(boolean connectionLost);

    // ---- the attempt ----

    /**
     * Runs the revision.
     *
     * @return the line of the report; null if the heads are not those that the plan expects
     * @throws TrellisException if the revision fails; its advice describes the state of the run
     * @throws SQLException if the database fails over to another process before anything is done
     */
    final @Nullable AppliedStep run() throws SQLException {
        try {
            if (step.containsSqlOrJava()) {
                state.qualify();
                session.beginScript();
                context.lock().lockScript();
            }
            if (!begin()) {
                return null;
            }
            isBegun = true;
            repeatSessionStatements();
            execute();
            if (step.containsSqlOrJava()) {
                endScript();
            }
            checkProtected();
            if (step.containsSqlOrJava()) {
                session.removeScriptObjects();
            }
            session.begin();
            checkVersions();
            complete(entry(Outcome.APPLIED, null));
            return report();
        } catch (SQLException e) {
            session.rollback(e);
            if (!isBegun && session.isFailover(e)) {
                throw e;
            }
            endScript(e);
            throw failure(
                    RunException.recordingFailed(session.dialect().errorKind(e), step.id(), session.message(e), e));
        } catch (TrellisException e) {
            session.rollback(e);
            endScript(e);
            throw failure(e);
        } catch (StatementBatch.HeadsMovedException e) {
            session.rollback(e);
            return null;
        } catch (StatementBatch.BatchFailedException e) {
            session.rollback(e);
            throw e;
        } catch (RuntimeException | Error e) {
            FatalError.rethrow(e);
            session.rollback(e);
            endScript(e);
            recordFailure(e, e.toString());
            throw e;
        } finally {
            leaveScript();
        }
    }

    /**
     * Claims the revision for this process.
     *
     * @return false if the heads are not those that the plan expects
     */
    private boolean begin() throws SQLException {
        ResumePoint resumed = startPoint.resumed();
        if (resumed == null) {
            return beginNew();
        }
        monitorProtected();
        if (!claimHeads()) {
            return false;
        }
        resumeJournal(resumed);
        return commitResumed();
    }

    private AppliedStep report() {
        Duration took = elapsed();
        context.listener().done(step.step(), step.script(), took);
        Branch branch = branch();
        return new AppliedStep(
                attempt.action().toString(),
                step.id(),
                branch == null ? "" : branch.label(),
                step.script().header().message(),
                took.toMillis());
    }

    // ---- for the strategies ----

    final Heads expectedHeads() {
        return startPoint.heads();
    }

    final @Nullable Branch branch() {
        return context.scripts().branches().of(step.script());
    }

    final HistoryEntry entry(Outcome outcome, @Nullable String error) {
        return context.entries().entry(attempt, elapsed(), outcome, error);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /**
     * Begins the transaction that keeps other processes out, unless a transaction is open.
     *
     * @return false if the heads are not those that the plan expects
     */
    final boolean claimHeads() throws SQLException {
        if (session.isInTransaction() || context.lock().begin().equals(expectedHeads())) {
            return true;
        }
        session.rollback();
        return false;
    }

    /** Records the structure of the protected tables, if the operations may change that structure. */
    final void monitorProtected() throws SQLException {
        ResumePoint resumed = startPoint.resumed();
        Fingerprint known = resumed == null ? null : resumed.fingerprintBefore();
        if (known != null || ProtectedSchemaMonitor.isNeeded(context.scripts().protection(), branch(), operations)) {
            // The fingerprint covers the history table too.
            state.history().addFingerprintColumn();
        }
        monitor = ProtectedSchemaMonitor.begin(
                session, context.scripts().protection(), branch(), step.id(), operations, known);
    }

    /**
     * Checks that the structure of the tables of protected branches, and of Trellis's own tables, is the same as when the
     * monitoring began. Rows are not compared. Does nothing if the revision is not monitored.
     */
    final void checkProtected() throws SQLException {
        if (monitor != null) {
            monitor.check();
        }
    }

    /** Returns whether the transaction ends with this revision. */
    final boolean isLastOfTransaction() {
        return !context.oneTransaction() || status.isLast();
    }

    /**
     * Returns whether {@link #monitorCommit} may have to monitor the commit. This method asks the database nothing, so that
     * revisions of modelled operations, which run no code at commit, cost no additional statement.
     */
    final boolean mayMonitorCommit() {
        return context.oneTransaction() || isMonitored();
    }

    /**
     * Records the structure of the protected tables before a commit that may run code (such as a deferred trigger) of any
     * revision in the transaction.
     *
     * @return false if nothing has to be monitored
     */
    final boolean monitorCommit() throws SQLException {
        if (!context.oneTransaction()) {
            return isMonitored();
        }
        Protection protection = context.scripts().protection();
        String last = null;
        for (Step each : status.plan().steps()) {
            String id = each.revision().id();
            last = protection.appliesTo(context.scripts().branches().of(id)) ? id : last;
        }
        if (last == null) {
            return false;
        }
        state.history().addFingerprintColumn();
        monitor = ProtectedSchemaMonitor.now(
                session, protection, context.scripts().branches().of(last), last, operations);
        return true;
    }

    /** Returns whether the protected tables are monitored. */
    private boolean isMonitored() {
        return fingerprintBefore() != null;
    }

    /**
     * Checks that raw SQL or Java has not changed the version table. If a rollback does not undo the change, Trellis
     * restores the rows.
     */
    private void checkVersions() throws SQLException {
        if (!step.containsSqlOrJava()) {
            return;
        }
        Heads found = state.versions().heads();
        if (found.equals(expectedHeads())) {
            return;
        }
        session.rollback();
        if (!state.versions().heads().equals(expectedHeads())) {
            session.begin();
            state.versions().restore(expectedHeads());
            session.commit();
        }
        throw ProtectionException.versionsChanged(
                state.versions().name(),
                step.id(),
                "it has " + found.ids() + " instead of " + expectedHeads().ids(),
                ProtectedSchemaMonitor.likelyLocation(operations, step.id()));
    }

    private @Nullable Fingerprint fingerprintBefore() {
        return monitor == null ? null : monitor.fingerprintBefore();
    }

    /** Opens the journal of a new attempt. */
    final void openJournal(JournalProgress start) throws SQLException {
        journal.open(entry(Outcome.RUNNING, null), start, fingerprintBefore());
    }

    /** Takes the journal over from the interrupted attempt. */
    private void resumeJournal(ResumePoint resumed) throws SQLException {
        context.lock().requireHeld();
        List<LocatedOperation> recorded = ResumeDecision.recordedOperations(
                resumed.revision(), step.script(), context.scripts().parsing());
        JournalProgress start = ResumeDecision.progressIn(step.script(), operations, recorded, resumed);
        SessionReplay replay = SessionReplay.of(
                start, operations, session.dialect().name(), session.dialect().syntax());
        if (replay.lost() != null && !resumed.isConfirmed()) {
            throw JournalException.lostSession(resumed.revision(), step.script().display(), replay.lost());
        }
        repeated = replay.repeated();
        journal.resume(resumed.revision(), entry(Outcome.RUNNING, null), start, fingerprintBefore());
    }

    /** Repeats in this session the settings that the interrupted attempt made in its session. */
    private void repeatSessionStatements() {
        for (String sql : repeated) {
            String sent = lockingOwnTables(sql);
            Operation origin = new ExecuteSql(SqlText.of(sent));
            live.send(new CompiledStatement(sent, origin), operations.get(0).location());
        }
    }

    /**
     * Marks the next statement of the journal as started, runs the statement and marks it as done.
     *
     * @param definition the hash of the changed object's definition before the statement; null if the catalogue does not
     *     define the object, so that the statement has to be marked as done at once
     * @param isRebuild whether the statement rebuilds tables: then the protected tables are checked before and after the
     *     statement, and their new identities are recorded
     */
    final void runJournalled(String sql, @Nullable String definition, boolean isRebuild) throws SQLException {
        if (isRebuild) {
            checkProtected();
        }
        LocatedOperation operation = operations.get(journal.progress().operationsDone());
        journal.markStarted(definition);
        // The statement may itself commit the mark.
        context.lock().checkLease();
        String sent = Protection.containSqlOrJava(operation.operation()) ? lockingOwnTables(sql) : sql;
        live.send(new CompiledStatement(sent, operation.operation()), operation.location());
        journal.markDone(definition == null);
        if (isRebuild && monitor != null) {
            // The rebuilt tables have a new identity.
            monitor.checkAndReplaceFingerprint();
            journal.replaceFingerprint(monitor.fingerprintBefore());
        }
    }

    /** Returns a statement that locks tables so that it includes the tables that Trellis writes to in the same session. */
    private String lockingOwnTables(String sql) {
        return context.lock()
                .lockingAlso(session.dialect().lockingAlso(sql, state.history().quotedName()));
    }

    /** Commits the transaction. If the connection is lost from here on, the transaction may be committed or not. */
    final void commit() throws SQLException {
        markCommitting();
        session.commit();
    }

    /** Notes that the next statement commits the transaction. */
    final void markCommitting() {
        isCommitting = true;
    }

    // ---- after a failure ----

    /** Resets the session of the script after a failure has been rolled back. */
    private void endScript(Throwable failure) {
        if (!step.containsSqlOrJava()) {
            return;
        }
        try {
            if (!session.connection().isClosed()) {
                session.resetSettings();
                session.removeScriptObjects();
                examineRollback();
            }
            context.lock().releaseScript();
            session.endScript();
            undoForAllSessions();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Restores the server-wide settings that SQL of the script has changed, on databases with settings for all sessions. */
    final void undoForAllSessions() throws SQLException {
        for (LocatedOperation located : operations) {
            String sql = located.operation() instanceof ExecuteSql execute
                    ? execute.sql().in(session.dialect().name())
                    : null;
            String undoing = sql == null ? null : session.dialect().undoing(sql);
            if (undoing != null) {
                session.execute(undoing);
            }
        }
    }

    /**
     * Ends the script's session and releases the script's lock, if an error has prevented the call of {@link #endScript}.
     */
    private void leaveScript() throws SQLException {
        if (step.containsSqlOrJava()) {
            if (session.hasScriptConnection()) {
                // Releasing the lock is DDL on H2, which would commit the rows of the script.
                session.rollback();
            }
            context.lock().releaseScript();
            session.endScript();
        }
    }

    private TrellisException failure(TrellisException failure) {
        LockException lost = context.lock().lostLease();
        if (lost != null) {
            // The revision belongs to the process that has taken the lease; this process writes nothing more.
            lost.addSuppressed(failure);
            return lost;
        }
        boolean isLost = session.errorKind(failure) == SqlErrorKind.CONNECTION_LOST;
        if (isCommitting && isLost && isCommitted()) {
            return RunException.withStatus(
                    failure,
                    "Revision " + step.id()
                            + " had been committed when the connection was lost: it is applied. Run the command again for"
                            + " the rest.");
        }
        TrellisException primary = preferProtectionFailure(failure);
        boolean isChangeLeft = isRolledBackOnFailure() && isChangeLeft(primary);
        if (isChangeLeft || (primary instanceof ProtectionException && !journal.isOpen() && !isRolledBackOnFailure())) {
            keepRefusing(primary);
        }
        boolean hasStatus = !(primary instanceof LockException || primary instanceof JournalException);
        SqlErrorKind kind = session.errorKind(primary);
        TrellisException reported = hasStatus
                ? RunException.withStatus(
                        primary,
                        status.describe(
                                isChangeLeft ? CHANGE_LEFT : describeFailure(kind == SqlErrorKind.CONNECTION_LOST),
                                hasCommitted(),
                                FailureAdvice.of(kind, lockedObject(primary))))
                : primary;
        boolean isStarted = !primary.problem().facts().containsKey(StatementGuard.NOT_RUN);
        recordFailure(reported, (isStarted ? "" : "not run: ") + reported.problem());
        return reported;
    }

    /** Returns the objects whose lock the failed statement needed, as a noun phrase. */
    private String lockedObject(TrellisException failure) {
        if (!(failure.problem().facts().get("sql") instanceof String sql)) {
            return "what revision " + step.id() + " reads or changes";
        }
        List<String> tables =
                StatementParser.parse(sql, session.dialect().syntax()).changedTables();
        return tables.isEmpty() ? "what the statement reads or changes" : "table " + String.join(", ", tables);
    }

    /** Whether a change of a protected table remains after the rollback, because another connection has made the change. */
    private boolean isChangeLeft(TrellisException failure) {
        if (!(failure instanceof ProtectionException)) {
            return false;
        }
        try {
            checkProtected();
            return false;
        } catch (ProtectionException e) {
            return true;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** Opens a journal, so that the revision is refused until the protected tables are restored. */
    private void keepRefusing(TrellisException failure) {
        try {
            session.inTransaction(() -> {
                state.history().addFingerprintColumn();
                openJournal(JournalProgress.NONE);
            });
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Returns the error about a changed protected table, if that change cannot be rolled back; otherwise the failure. */
    private TrellisException preferProtectionFailure(TrellisException failure) {
        if (isRolledBackOnFailure() || failure instanceof ProtectionException) {
            return failure;
        }
        try {
            checkProtected();
            return failure;
        } catch (ProtectionException e) {
            e.addSuppressed(failure);
            return e;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    /** Whether the transaction that was being committed when the connection was lost is committed; false if unknown. */
    private boolean isCommitted() {
        try (Session other = session.openAnother()) {
            Heads heads = new VersionTable(other, state.versions().name()).heads();
            return heads.equals(expectedHeads().after(step.step()));
        } catch (SQLException | TrellisException e) {
            return false;
        }
    }

    /** Records the failed attempt. If the recording fails too, its exception is added to the original failure. */
    private void recordFailure(Throwable failure, String error) {
        HistoryEntry entry = entry(Outcome.FAILED, session.hide(error));
        try {
            if (session.errorKind(failure) != SqlErrorKind.CONNECTION_LOST) {
                if (journal.isOpen()) {
                    journal.fail(entry);
                } else {
                    state.history().add(entry);
                }
                return;
            }
            try (Session other = session.openAnother()) {
                other.setTimeouts(null, WAIT_AFTER_LOSS);
                if (journal.isOpen()) {
                    journal.failAfterConnectionLoss(entry, other);
                } else {
                    state.history().over(other).add(entry);
                }
            }
        } catch (SQLException | TrellisException e) {
            failure.addSuppressed(e);
        }
    }

    /** Whether a failure is temporary: the database ended the transaction because of a conflict with another transaction. */
    final boolean isTransient(Throwable failure) {
        return session.errorKind(failure).isRetryable();
    }
}
