package dev.trellis.internal.run;

import dev.trellis.dialect.CompiledStatement;
import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.journal.ResumeDecision;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.protection.ProtectedSchemaMonitor;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.RunJava;
import dev.trellis.report.HistoryEntry;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.StatementSummary;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The strategy for a database with transactional DDL: the revision, the move of the heads and the entry in the history are
 * one transaction. An {@code autocommit} interrupts the transaction: the operations before the {@code autocommit} are
 * committed together with a journal, the operations in the {@code autocommit} run under the journal, and a second
 * transaction runs the operations after the {@code autocommit}.
 */
final class TransactionalRun extends RevisionRun {
    /** The output for the operations; {@link #live} or {@link #batch}. */
    private final StatementSink sink;

    /** Null if each statement is sent separately. */
    private final @Nullable StatementBatch batch;

    private final StepPreparation preparation;
    private final JavaStepRunner javaSteps;

    /** The identifier of the transaction of a script with SQL or Java code; null if the database does not report one. */
    private @Nullable String transaction;

    private boolean hasEndedTransaction;
    /** Whether a Java step has ended the transaction in a way that the database cannot tell. */
    private boolean mayHaveEndedTransaction;

    private boolean hasCommitted;
    private boolean hasCommittedAll;

    /**
     * Creates the run of one revision.
     *
     * @param preparation provides the statements that were compiled in advance
     * @param mayBatch whether statements may be sent as one message; false to find out which statement fails
     */
    TransactionalRun(
            RunContext context,
            ParsedStep step,
            StartPoint startPoint,
            FailureStatus status,
            StepPreparation preparation,
            boolean mayBatch) {
        super(context, step, startPoint, status);
        this.batch = mayBatch && isBatchable() ? new StatementBatch(session, live) : null;
        this.sink = batch == null ? live : batch;
        this.preparation = preparation;
        this.javaSteps = new JavaStepRunner(context, step.id(), sink);
    }

    /**
     * Returns whether statements may be sent as a batch: it must be possible to undo the batch as a whole and to run it again
     * statement by statement, to find out which statement fails.
     */
    private boolean isBatchable() {
        return session.dialect().capabilities().supportsBatches()
                && !context.oneTransaction()
                && !context.listener().receivesStatements()
                && operations.stream()
                        .map(LocatedOperation::operation)
                        .noneMatch(operation -> operation instanceof RunJava || operation instanceof Autocommit);
    }

    @Override
    boolean commitResumed() throws SQLException {
        // After the commit the journal belongs to this process. The
        // commit also ends the claim, so the claim is repeated.
        session.commit();
        boolean isExpected = claimHeads();
        rememberTransaction();
        return isExpected;
    }

    @Override
    boolean beginNew() throws SQLException {
        if (batch != null && mayClaimWithBatch()) {
            session.begin();
            batch.claimFirst(state.versions(), expectedHeads());
        } else if (!claimHeads()) {
            return false;
        }
        monitorProtected();
        rememberTransaction();
        return true;
    }

    private void rememberTransaction() throws SQLException {
        transaction = step.containsSqlOrJava() ? session.dialect().transactionId(session.connection()) : null;
    }

    /**
     * Checks that the transaction in which the script began is still open. The text of the script does not show every
     * statement that ends a transaction.
     */
    private void requireSameTransaction() throws SQLException {
        String now = transaction == null ? null : session.dialect().transactionId(session.connection());
        if (!Objects.equals(transaction, now)) {
            hasEndedTransaction = true;
            throw RunException.transactionEnded(step.id(), operations.get(0).location());
        }
    }

    /**
     * Returns whether the claim of the heads can be sent in one message with the first statements. The claim can be sent in
     * this way if nothing has to be read from the database before the statements.
     */
    private boolean mayClaimWithBatch() throws SQLException {
        return !session.isInTransaction()
                && !step.containsSqlOrJava()
                && !ProtectedSchemaMonitor.isNeeded(context.scripts().protection(), branch(), operations);
    }

    @Override
    void execute() throws SQLException {
        if (!journal.progress().statements().isEmpty()) {
            commitAndKeepLock();
            runOutsideTransaction();
        }
        for (Segment segment : Segment.split(operations, journal.progress().operationsBeforeGroup())) {
            if (segment instanceof Segment.JavaCall call) {
                runJava(call);
            } else if (segment instanceof Segment.OutsideTransaction outside) {
                suspend(outside);
                runOutsideTransaction();
            } else if (segment instanceof Segment.Operations operations) {
                compile(operations.operations());
            }
        }
        sink.flush();
    }

    private void compile(List<LocatedOperation> part) {
        List<CompiledStatement> prepared = part.size() == operations.size() ? preparation.takeStatements(step) : null;
        if (prepared == null) {
            sink.compile(session.dialect(), part);
        } else {
            sink.sendAll(part, prepared);
        }
    }

    /**
     * Runs a Java step after a savepoint. If the savepoint no longer exists afterwards, the step has ended the transaction.
     */
    private void runJava(Segment.JavaCall call) throws SQLException {
        Savepoint savepoint = session.connection().setSavepoint();
        javaSteps.run(call.run(), call.location());
        try {
            session.connection().releaseSavepoint(savepoint);
        } catch (SQLException e) {
            mayHaveEndedTransaction = transaction == null;
            throw RunException.transactionLeft(
                    step.id(), call.location(), call.run().step(), session.message(e), e);
        }
    }

    /** Commits the earlier operations, together with a journal that contains the statements to run outside a transaction. */
    private void suspend(Segment.OutsideTransaction outside) throws SQLException {
        requireSameTransaction();
        checkProtected();
        int index = outside.index();
        JournalProgress group = JournalProgress.atGroup(
                index,
                CompiledGroup.of(
                        session.dialect(),
                        ofBranch(session.dialect().catalog(session.connection())),
                        operations.subList(index, index + 1)));
        if (journal.isOpen()) {
            journal.startGroupNow(group);
        } else {
            context.lock().requireHeld();
            openJournal(group);
        }
        commitAndKeepLock();
    }

    private void commitAndKeepLock() throws SQLException {
        context.lock().commitAndKeepLock();
        hasCommitted = true;
    }

    /** Runs the statements of the journal outside a transaction, and begins the next transaction. */
    private void runOutsideTransaction() throws SQLException {
        for (String sql = journal.progress().sql();
                sql != null;
                sql = journal.progress().sql()) {
            StatementSummary statement =
                    StatementParser.parse(sql, session.dialect().syntax());
            String definition = statement.isRows() ? null : ResumeDecision.definition(session, statement);
            if (statement.isRows()) {
                session.begin();
            }
            runJournalled(sql, definition, statement.isRebuild());
            if (statement.isRows()) {
                session.commit();
            }
        }
        if (!claimHeads()) {
            throw LockException.headsMoved();
        }
        context.lock().lockWithTransactionAgain();
        rememberTransaction();
    }

    @Override
    void endScript() throws SQLException {
        session.resetSettings();
        requireSameTransaction();
    }

    /**
     * Commits the operations under a journal and checks the protected tables again, if the commit may run code of a script.
     */
    private void checkAfterCommit() throws SQLException {
        if (!isLastOfTransaction()
                || !mayMonitorCommit()
                || !session.dialect().mayRunCodeAtCommit(session.connection())
                || !monitorCommit()) {
            return;
        }
        JournalProgress done = JournalProgress.atOperation(operations.size());
        if (journal.isOpen()) {
            journal.startGroupNow(done);
        } else {
            context.lock().requireHeld();
            openJournal(done);
        }
        commitAndKeepLock();
        hasCommittedAll = true;
        checkProtected();
        if (!claimHeads()) {
            throw LockException.headsMoved();
        }
        context.lock().lockWithTransactionAgain();
    }

    @Override
    void complete(HistoryEntry entry) throws SQLException {
        checkAfterCommit();
        if (journal.isOpen()) {
            state.versions().apply(step.step().removed(), step.step().added());
            journal.complete(entry);
        } else {
            boolean isLast = batch != null && !step.containsSqlOrJava();
            if (isLast) {
                markCommitting();
            }
            state.record(step.step(), entry, isLast);
        }
        if (!context.oneTransaction()) {
            commit();
        }
    }

    @Override
    boolean hasCommitted() {
        return hasCommitted || hasEndedTransaction || mayHaveEndedTransaction;
    }

    @Override
    boolean isRolledBackOnFailure() {
        return !journal.isOpen() && !hasEndedTransaction && !mayHaveEndedTransaction;
    }

    @Override
    void examineRollback() throws SQLException {
        hasEndedTransaction |= transaction != null
                && !session.isInTransaction()
                && session.dialect().isCommitted(session.connection(), transaction);
    }

    @Override
    String describeFailure(boolean connectionLost) {
        if (hasEndedTransaction) {
            return "What revision " + step.id() + " did before it ended its transaction stays in the database.";
        }
        if (mayHaveEndedTransaction) {
            return "What revision " + step.id()
                    + " did before the Java step ended its transaction may be in the database.";
        }
        if (hasCommittedAll) {
            return "What revision " + step.id() + " did is committed, but the revision is not applied yet.";
        }
        return journal.isOpen()
                ? "What revision " + step.id()
                        + " did up to its last statement outside a transaction stays and will not"
                        + " be run again; the rest is rolled back."
                : "Revision " + step.id() + " is rolled back completely.";
    }
}
