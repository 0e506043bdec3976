package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.OverlayCatalog;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.Journal;
import dev.trellis.internal.journal.JournalProgress;
import dev.trellis.internal.journal.OperationGroups;
import dev.trellis.internal.journal.ResumeDecision;
import dev.trellis.internal.protection.StatementGuard;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.MigrationContext;
import dev.trellis.sql.StatementSummary;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The instructions of one revision, one way. */
final class StatementRunner {
    private final Session session;
    private final JavaSteps steps;
    private final Map<String, String> arguments;
    private final Listener listener;
    private final String revision;
    private final FailureStatus standing;
    private final StatementGuard guard;
    private final Journal journal;
    private final Transaction transaction;
    private final Catalog catalog;
    /** Null where each statement is sent alone. */
    private final @Nullable StatementBatch together;

    /** The transaction of the revision. */
    public interface Transaction {
        /** Commits it, because what comes next must not be in one; the journal has how far the revision is. */
        void suspend() throws SQLException;

        /** Writes the journal's first line into it. */
        void openJournal(JournalProgress at) throws SQLException;

        /** Makes sure that nothing is kept that has changed a protected table. */
        void checkProtected() throws SQLException;

        /** Takes tables that have been built anew as they were for what they are. */
        void refreshSnapshot() throws SQLException;

        /** Begins it again after it has been committed. */
        void resumeTransaction() throws SQLException;
    }

    /** @param together sends several statements as one message; null where each is sent alone */
    StatementRunner(
            RunContext setting,
            String revision,
            FailureStatus standing,
            StatementGuard guard,
            Journal journal,
            Transaction transaction,
            @Nullable StatementBatch together) {
        this.session = setting.session();
        this.steps = setting.steps();
        this.arguments = setting.arguments();
        this.listener = setting.listener();
        this.revision = revision;
        this.standing = standing;
        this.guard = guard;
        this.journal = journal;
        this.transaction = transaction;
        Catalog live = session.dialect().catalog(session.connection());
        this.together = together;
        this.catalog = together == null ? live : together.behind(live);
    }

    /**
     * Runs the instructions from where the journal says, in the transaction that has begun. Where a transaction holds DDL,
     * neighbours go to the dialect together; a Java step and what must run outside a transaction end such a
     * neighbourhood. Elsewhere it goes statement by statement.
     */
    void run(List<LocatedOperation> instructions) throws SQLException {
        boolean whole = session.dialect().capabilities().transactionalDdl();
        if (!journal.progress().statements().isEmpty()) {
            if (whole) {
                transaction.suspend();
            }
            statements(instructions, whole);
        }
        if (whole) {
            inTransaction(instructions, journal.progress().operations());
        } else {
            byStatement(instructions, journal.progress().operations());
        }
    }

    private void inTransaction(List<LocatedOperation> instructions, int from) throws SQLException {
        byNeighbours(instructions, from);
        if (together != null) {
            together.send();
        }
    }

    private void byNeighbours(List<LocatedOperation> instructions, int from) throws SQLException {
        List<LocatedOperation> together = new ArrayList<>();
        for (int i = from; i < instructions.size(); i++) {
            LocatedOperation instruction = instructions.get(i);
            if (instruction.operation() instanceof RunJava run) {
                compile(together);
                run(run, instruction.at());
            } else if (instruction.operation() instanceof Autocommit) {
                compile(together);
                transaction.checkProtected();
                JournalProgress group =
                        new JournalProgress(i, compiled(instructions.subList(i, i + 1)), 0, false, null);
                if (journal.isOpen()) {
                    journal.startGroupNow(group);
                } else {
                    transaction.openJournal(group);
                }
                transaction.suspend();
                statements(instructions, true);
            } else {
                together.add(instruction);
            }
        }
        compile(together);
    }

    private void byStatement(List<LocatedOperation> instructions, int from) throws SQLException {
        int at = from;
        while (at < instructions.size()) {
            Operation operation = instructions.get(at).operation();
            if (operation instanceof RunJava || operation instanceof BulkInsert) {
                alone(instructions.get(at));
                at++;
                continue;
            }
            int end = OperationGroups.end(instructions, at);
            List<JournalProgress.Compiled> compiled = compiled(instructions.subList(at, end));
            if (!compiled.isEmpty()) {
                journal.startGroup(new JournalProgress(at, compiled, 0, false, null));
                statements(instructions, false);
            } else {
                journal.startGroup(JournalProgress.atOperation(end));
            }
            at = end;
        }
    }

    /** An operation with the mark of being done in one transaction. */
    private void alone(LocatedOperation instruction) throws SQLException {
        session.begin();
        journal.markStarted(null);
        if (instruction.operation() instanceof RunJava run) {
            run(run, instruction.at());
        } else {
            compile(new ArrayList<>(List.of(instruction)));
        }
        journal.markDone(true);
        session.commitAndContinue();
    }

    /** The statements that the instructions will be, before any of them is run. */
    private List<JournalProgress.Compiled> compiled(List<LocatedOperation> instructions) {
        List<JournalProgress.Compiled> statements = new ArrayList<>();
        IdentityHashMap<Operation, Integer> offsets = new IdentityHashMap<>();
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < instructions.size(); i++) {
            Operation operation = instructions.get(i).operation();
            List<Operation> inside =
                    operation instanceof Autocommit autocommit ? autocommit.operations() : List.of(operation);
            for (Operation each : inside) {
                offsets.put(each, i);
                operations.add(each);
            }
        }
        Dialect dialect = session.dialect();
        dialect.compile(
                operations,
                new OverlayCatalog(dialect.catalog(session.connection())),
                command -> statements.add(new JournalProgress.Compiled(
                        offsets.getOrDefault(command.origin(), 0), instructions.size(), command.sql())));
        return statements;
    }

    /**
     * Runs the statements of the journal, one by one.
     *
     * @param outside whether they must not be in a transaction; one is begun behind them
     */
    private void statements(List<LocatedOperation> instructions, boolean outside) throws SQLException {
        String sql = journal.progress().sql();
        while (sql != null) {
            Location at = instructions.get(journal.progress().operationsDone()).at();
            StatementSummary action = StatementSummary.of(sql, session.dialect().syntax());
            String before = action.isRows() ? null : ResumeDecision.definition(session, action);
            boolean transactional = !outside || action.isRows();
            if (transactional) {
                session.begin();
            }
            if (action.isRebuild()) {
                transaction.checkProtected();
            }
            journal.markStarted(before);
            execute(new CompiledStatement(sql, instructions.get(0).operation()), at);
            journal.markDone(before == null);
            if (action.isRebuild()) {
                transaction.refreshSnapshot();
            }
            if (transactional && outside) {
                session.commit();
            } else if (transactional && before == null) {
                session.commitAndContinue();
            }
            sql = journal.progress().sql();
        }
        if (outside) {
            transaction.resumeTransaction();
        }
    }

    private void compile(List<LocatedOperation> neighbours) {
        if (neighbours.isEmpty()) {
            return;
        }
        IdentityHashMap<Operation, Location> places = new IdentityHashMap<>();
        neighbours.forEach(instruction -> places.put(instruction.operation(), instruction.at()));
        Location first = neighbours.get(0).at();
        Consumer<CompiledStatement> sink = command -> send(command, places.getOrDefault(command.origin(), first));
        session.dialect()
                .compile(neighbours.stream().map(LocatedOperation::operation).toList(), catalog, sink);
        neighbours.clear();
    }

    private void send(CompiledStatement command, Location at) {
        if (together == null) {
            execute(command, at);
        } else if (StatementBatch.takes(command.origin())) {
            together.add(new StatementBatch.Statement() {
                @Override
                public String sql() {
                    return command.sql();
                }

                @Override
                public void run() {
                    execute(command, at);
                }
            });
        } else {
            together.send();
            execute(command, at);
        }
    }

    private void execute(CompiledStatement command, Location at) {
        listener.statement(command.sql());
        try {
            session.execute(command.sql());
        } catch (SQLException e) {
            SqlErrorKind fault = session.dialect().errorKind(e);
            throw RunException.statementFailed(
                    fault, revision, at, command.sql(), session.message(e, command.sql()), standing(fault), e);
        }
    }

    /** A savepoint that is gone afterwards tells that the step has found a way to end the transaction. */
    private void run(RunJava run, Location at) throws SQLException {
        Savepoint before = session.dialect().capabilities().transactionalDdl()
                ? session.connection().setSavepoint()
                : null;
        try {
            steps.find(run.step()).run(context(at));
        } catch (TrellisException e) {
            throw e;
        } catch (Exception e) {
            throw RunException.stepFailed(revision, at, run.step(), e, standing(session.errorKind(e)));
        }
        try {
            if (before != null) {
                session.connection().releaseSavepoint(before);
            }
        } catch (SQLException e) {
            throw RunException.transactionLeft(
                    revision, at, run.step(), session.message(e), standing(session.errorKind(e)));
        }
    }

    private String standing(SqlErrorKind fault) {
        return standing.describe(revision, journal.isOpen(), fault);
    }

    private MigrationContext context(Location at) {
        return new MigrationContext() {
            @Override
            public Handle handle() {
                return session.handle(listener, sql -> guard.check(sql, at));
            }

            @Override
            public void apply(Operation... operations) {
                List<LocatedOperation> instructions = new ArrayList<>();
                for (Operation operation : operations) {
                    instructions.add(new LocatedOperation(operation, at));
                }
                guard.check(instructions);
                compile(instructions);
            }

            @Override
            public Dialect dialect() {
                return session.dialect();
            }

            @Override
            public Map<String, String> arguments() {
                return arguments;
            }
        };
    }
}
