package dev.trellis.internal.run;

import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.journal.OperationGroups;
import dev.trellis.internal.journal.ResumeDecision;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.report.HistoryEntry;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.StatementSummary;
import java.sql.SQLException;
import java.util.List;

/**
 * The strategy for a database that commits DDL implicitly: the journal records each statement, so that an interrupted
 * revision resumes where it was interrupted.
 */
final class JournalledRun extends RevisionRun {
    private final JavaStepRunner javaSteps;

    JournalledRun(RunContext context, ParsedStep step, StartPoint startPoint, FailureStatus status) {
        super(context, step, startPoint, status);
        this.javaSteps = new JavaStepRunner(context, step.id(), live);
    }

    @Override
    boolean commitResumed() throws SQLException {
        session.commitAndBegin();
        return true;
    }

    /**
     * Opens the journal before anything is run. Each process commits its journal entry before it looks for the entries of
     * other processes. If two processes got past the lock, at most one of them therefore finds no other entry and continues.
     */
    @Override
    boolean beginNew() throws SQLException {
        context.lock().requireHeld();
        Beginning beginning = context.lock().retry(() -> {
            Beginning attempt = openNewJournal();
            return attempt == Beginning.NOT_ALONE ? null : attempt;
        });
        return beginning == Beginning.BEGUN;
    }

    /** The result of an attempt to begin a revision. */
    private enum Beginning {
        BEGUN,
        /** The heads are not those that the plan expects. */
        HEADS_MOVED,
        /** Another process has an open row in the journal. */
        NOT_ALONE
    }

    private Beginning openNewJournal() throws SQLException {
        monitorProtected();
        session.begin();
        openJournal(JournalProgress.NONE);
        session.commitAndBegin();
        Beginning beginning = Beginning.NOT_ALONE;
        if (journal.hasNoOtherOpenRow()) {
            boolean isExpected = state.versions().claim().equals(expectedHeads());
            beginning = isExpected ? Beginning.BEGUN : Beginning.HEADS_MOVED;
        }
        if (beginning != Beginning.BEGUN) {
            journal.delete();
            session.commit();
        }
        return beginning;
    }

    @Override
    void execute() throws SQLException {
        runGroup();
        int index = journal.progress().operationsBeforeGroup();
        while (index < operations.size()) {
            Operation operation = operations.get(index).operation();
            if (operation instanceof RunJava || operation instanceof BulkInsert) {
                runInTransaction(operations.get(index));
                index++;
            } else {
                int end = OperationGroups.end(operations, index);
                List<JournalProgress.Compiled> statements = CompiledGroup.of(
                        session.dialect(),
                        ofBranch(session.dialect().catalog(session.connection())),
                        operations.subList(index, end));
                journal.startGroup(
                        statements.isEmpty()
                                ? JournalProgress.atOperation(end)
                                : JournalProgress.atGroup(index, statements));
                runGroup();
                index = end;
            }
        }
    }

    /** Runs an operation on rows or a Java step, and marks the operation as done in the same transaction. */
    private void runInTransaction(LocatedOperation located) throws SQLException {
        session.begin();
        journal.markStarted(null);
        if (located.operation() instanceof RunJava run) {
            javaSteps.run(run, located.location());
        } else {
            live.compile(session.dialect(), List.of(located));
        }
        journal.markDone(true);
        session.commitAndBegin();
    }

    /**
     * Runs the remaining statements of the journal's group. A DDL statement commits the mark that was written before the
     * statement.
     */
    private void runGroup() throws SQLException {
        for (String sql = journal.progress().sql();
                sql != null;
                sql = journal.progress().sql()) {
            StatementSummary statement =
                    StatementParser.parse(sql, session.dialect().syntax());
            String definition = statement.isRows() ? null : ResumeDecision.definition(session, statement);
            session.begin();
            runJournalled(sql, definition, statement.isRebuild());
            if (definition == null) {
                session.commitAndBegin();
            }
        }
    }

    /**
     * Ends the script's session. All changes of the script are committed. Trellis then writes the heads and the history over
     * the connection that the script has not used.
     */
    @Override
    void endScript() throws SQLException {
        context.lock().releaseScript();
        session.endScript();
        undoForAllSessions();
    }

    @Override
    void complete(HistoryEntry entry) throws SQLException {
        state.versions().apply(step.step().removed(), step.step().added());
        journal.complete(entry);
        commit();
    }

    @Override
    boolean isRolledBackOnFailure() {
        return false;
    }

    @Override
    String describeFailure(boolean connectionLost) {
        return connectionLost
                ? "This database commits DDL implicitly. The next run finds in the journal what revision " + step.id()
                        + " did before this statement, and in the catalogue whether the statement took effect, and"
                        + " resumes there."
                : "This database commits DDL implicitly. The statements of revision " + step.id()
                        + " before the failed one have taken effect and will not be run again.";
    }
}
