package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.connection.SessionContext;
import dev.trellis.internal.protection.ProtectedSchemaMonitor;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.protection.StatementGuard;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.SqlText;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations of scripts that a model cannot contain, in a database that is being created from models, within
 * the transaction that creates it.
 */
public final class DataSteps {
    /** The kinds of database objects that a model can contain. */
    private static final Set<ObjectKind> MODELLED = EnumSet.of(ObjectKind.TABLE, ObjectKind.INDEX, ObjectKind.TYPE);

    private final Session session;
    private final SessionContext context;
    private final JavaSteps steps;
    private final Protection protection;

    /**
     * Creates the runner for one connection.
     *
     * @param protection the check of operations against protected tables
     */
    public DataSteps(Session session, SessionContext context, JavaSteps steps, Protection protection) {
        this.session = session;
        this.context = context;
        this.steps = steps;
        this.protection = protection;
    }

    /**
     * Returns the operations that a model cannot contain: row changes, Java steps, and raw SQL on anything but tables,
     * indexes, types and the definitions of the models.
     *
     * @param definitions the names of the definitions that the models declare
     */
    public static List<LocatedOperation> unmodelled(
            List<LocatedOperation> operations, Dialect dialect, Collection<DefinitionName> definitions) {
        List<LocatedOperation> unmodelled = new ArrayList<>();
        for (LocatedOperation located : operations) {
            Operation operation = located.operation();
            List<Operation> inner =
                    operation instanceof Autocommit autocommit ? autocommit.operations() : List.of(operation);
            for (Operation each : inner) {
                Operation remaining = unmodelled(each, dialect, definitions);
                if (remaining != null) {
                    unmodelled.add(new LocatedOperation(remaining, located.location()));
                }
            }
        }
        return unmodelled;
    }

    /** Returns the part of an operation that a model cannot contain; null if there is no such part. */
    private static @Nullable Operation unmodelled(
            Operation operation, Dialect dialect, Collection<DefinitionName> definitions) {
        if (!(operation instanceof ExecuteSql execute)) {
            return operation instanceof BulkInsert || operation instanceof RunJava ? operation : null;
        }
        String sql = execute.sql().in(dialect.name());
        if (sql == null) {
            return null;
        }
        List<String> statements = SqlSplitter.statements(sql, dialect.syntax());
        List<String> remaining = statements.stream()
                .filter(statement -> !isModelled(statement, dialect, definitions))
                .toList();
        if (remaining.size() == statements.size()) {
            return execute;
        }
        return remaining.isEmpty()
                ? null
                : new ExecuteSql(new SqlText(Map.of(dialect.name(), String.join(";\n", remaining))));
    }

    private static boolean isModelled(String statement, Dialect dialect, Collection<DefinitionName> definitions) {
        if (!(StatementParser.parse(statement, dialect.syntax()) instanceof StatementSummary.DataDefinition changed)) {
            return false;
        }
        return MODELLED.contains(changed.kind())
                || changed.names().stream()
                        .map(dialect::parseTableName)
                        .anyMatch(name -> definitions.stream()
                                .anyMatch(definition -> isOfKind(definition.kind(), changed.kind())
                                        && definition.name().name().equalsIgnoreCase(name.name())));
    }

    private static boolean isOfKind(DefinitionKind kind, ObjectKind keyword) {
        return kind == DefinitionKind.MATERIALIZED_VIEW
                ? keyword == ObjectKind.VIEW
                : kind.words().equals(keyword.word());
    }

    /**
     * Runs operations.
     *
     * @throws TrellisException with the location of the operation that fails or changes a protected table
     */
    public void run(String revision, @Nullable Branch branch, List<LocatedOperation> operations) throws SQLException {
        StatementGuard guard = new StatementGuard(session.dialect(), protection, branch);
        Problems problems = new Problems();
        guard.checkScript(operations, problems);
        problems.throwIfAny();
        boolean isTransactional = session.dialect().capabilities().transactionalDdl();
        boolean mayChangeSession = Protection.containSqlOrJava(operations);
        if (mayChangeSession && !isTransactional && session.isInTransaction()) {
            // The SQL may run on another connection, which must see the rows.
            session.commitAndBegin();
        }
        ProtectedSchemaMonitor monitor =
                ProtectedSchemaMonitor.begin(session, protection, branch, revision, operations, null);
        if (mayChangeSession) {
            session.runScript(() -> run(revision, operations, guard), monitor::check);
        } else {
            run(revision, operations, guard);
            monitor.check();
        }
    }

    private void run(String revision, List<LocatedOperation> operations, StatementGuard guard) {
        for (LocatedOperation located : operations) {
            try {
                if (located.operation() instanceof RunJava run) {
                    runJava(revision, run, located, guard);
                } else {
                    context.apply(located.operation());
                }
            } catch (TrellisException e) {
                throw e.problem().location() != null
                        ? e
                        : new TrellisException(e.problem().at(located.location()), e);
            }
        }
    }

    private void runJava(String revision, RunJava run, LocatedOperation located, StatementGuard guard) {
        SessionContext checked = context.with(check(guard, located.location()));
        try {
            try {
                steps.find(run.step()).run(checked);
            } finally {
                session.endHandle();
            }
        } catch (TrellisException e) {
            throw e;
        } catch (Throwable e) {
            FatalError.rethrow(e);
            throw RunException.withStatus(
                    RunException.stepFailed(revision, located.location(), run.step(), session.hide(e.toString()), e),
                    session.dialect().capabilities().transactionalDdl()
                            ? "The database is unchanged. Fix the Java step and run db-create again."
                            : "This database commits each DDL statement: the tables exist, and no revision is stamped."
                                    + " Fix the Java step and run db-create again with --force-yes.");
        }
    }

    /** Returns the check of each statement and operation of Java code at a place. */
    public static SessionContext.Check check(StatementGuard guard, Location place) {
        return new SessionContext.Check() {
            @Override
            public void sql(String sql) {
                guard.checkSqlOfJavaStep(sql, place);
            }

            @Override
            public void operations(List<Operation> operations) {
                guard.checkOperationsOfJavaStep(operations.stream()
                        .map(operation -> new LocatedOperation(operation, place))
                        .toList());
            }
        };
    }
}
