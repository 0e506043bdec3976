package dev.trellis.internal.run;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.ProtectedSchemaMonitor;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.SqlText;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.MigrationContext;
import dev.trellis.sql.StatementSummary;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs what scripts do that no model can show, in a database that was built from models, in the transaction that builds it. */
public final class DataSteps {
    private static final Set<String> MODELLED = Set.of("table", "index", "type");

    private final Session session;
    private final MigrationContext context;
    private final JavaSteps steps;
    private final Protection protection;

    /** @param protection what revisions of branches that are not protected may not touch */
    public DataSteps(Session session, MigrationContext context, JavaSteps steps, Protection protection) {
        this.session = session;
        this.context = context;
        this.steps = steps;
        this.protection = protection;
    }

    /** What of instructions a model cannot show: they write rows, are Java, or raw SQL for other than a table. */
    public static List<LocatedOperation> unmodelled(List<LocatedOperation> instructions, Dialect dialect) {
        List<LocatedOperation> unmodelled = new ArrayList<>();
        for (LocatedOperation instruction : instructions) {
            Operation operation = instruction.operation();
            List<Operation> inside =
                    operation instanceof Autocommit autocommit ? autocommit.operations() : List.of(operation);
            for (Operation each : inside) {
                Operation left = unmodelled(each, dialect);
                if (left != null) {
                    unmodelled.add(new LocatedOperation(left, instruction.at()));
                }
            }
        }
        return unmodelled;
    }

    /** Null when a model shows all of it. */
    private static @Nullable Operation unmodelled(Operation operation, Dialect dialect) {
        if (!(operation instanceof ExecuteSql execute)) {
            return operation instanceof BulkInsert || operation instanceof RunJava ? operation : null;
        }
        String sql = execute.sql().in(dialect.name());
        if (sql == null) {
            return null;
        }
        List<String> all = SqlSplitter.statements(sql, dialect.syntax());
        List<String> left = all.stream()
                .filter(statement -> {
                    String kind =
                            StatementSummary.of(statement, dialect.syntax()).kind();
                    return kind == null || !MODELLED.contains(kind);
                })
                .toList();
        if (left.size() == all.size()) {
            return execute;
        }
        return left.isEmpty() ? null : new ExecuteSql(new SqlText(Map.of(dialect.name(), String.join(";\n", left))));
    }

    /**
     * Runs them.
     *
     * @throws TrellisException with the place of the one that fails; also where it changes what is protected
     */
    public void run(String revision, @Nullable Branch branch, List<LocatedOperation> instructions) throws SQLException {
        ProtectedSchemaMonitor watch =
                ProtectedSchemaMonitor.begin(session, protection, branch, revision, instructions, null);
        for (LocatedOperation instruction : instructions) {
            try {
                if (instruction.operation() instanceof RunJava run) {
                    java(revision, run, instruction);
                } else {
                    context.apply(instruction.operation());
                }
            } catch (TrellisException e) {
                throw e.problem().location() != null
                        ? e
                        : new TrellisException(e.problem().at(instruction.at()), e);
            }
        }
        watch.end();
    }

    private void java(String revision, RunJava run, LocatedOperation instruction) {
        try {
            steps.find(run.step()).run(context);
        } catch (TrellisException e) {
            throw e;
        } catch (Exception e) {
            throw RunException.stepFailed(
                    revision,
                    instruction.at(),
                    run.step(),
                    e,
                    "nothing of it stays where transactions hold DDL; mend it and run db-create again");
        }
    }
}
