package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Protection;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.Execute;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Run;
import dev.trellis.schema.SqlText;
import dev.trellis.script.Instruction;
import dev.trellis.script.MigrationContext;
import dev.trellis.sql.SqlAction;
import dev.trellis.sql.SqlSplitter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs what scripts do that no model can show, in a database that was built from models, in the transaction that builds it. */
public final class Supplement {
    private static final Set<String> MODELLED = Set.of("table", "index", "type");

    private final Session session;
    private final MigrationContext context;
    private final JavaSteps steps;
    private final Protection protection;

    /** @param protection what revisions of branches that are not protected may not touch */
    public Supplement(Session session, MigrationContext context, JavaSteps steps, Protection protection) {
        this.session = session;
        this.context = context;
        this.steps = steps;
        this.protection = protection;
    }

    /** What of instructions a model cannot show: they write rows, are Java, or raw SQL for other than a table. */
    public static List<Instruction> unmodelled(List<Instruction> instructions, Dialect dialect) {
        List<Instruction> unmodelled = new ArrayList<>();
        for (Instruction instruction : instructions) {
            Operation operation = instruction.operation();
            List<Operation> inside =
                    operation instanceof Autocommit autocommit ? autocommit.operations() : List.of(operation);
            for (Operation each : inside) {
                Operation left = unmodelled(each, dialect);
                if (left != null) {
                    unmodelled.add(new Instruction(left, instruction.at()));
                }
            }
        }
        return unmodelled;
    }

    /** Null when a model shows all of it. */
    private static @Nullable Operation unmodelled(Operation operation, Dialect dialect) {
        if (!(operation instanceof Execute execute)) {
            return operation instanceof BulkInsert || operation instanceof Run ? operation : null;
        }
        String sql = execute.sql().in(dialect.name());
        if (sql == null) {
            return null;
        }
        List<String> all = SqlSplitter.statements(sql, dialect.syntax());
        List<String> left = all.stream()
                .filter(statement -> {
                    String kind = SqlAction.of(statement, dialect.syntax()).kind();
                    return kind == null || !MODELLED.contains(kind);
                })
                .toList();
        if (left.size() == all.size()) {
            return execute;
        }
        return left.isEmpty() ? null : new Execute(new SqlText(Map.of(dialect.name(), String.join(";\n", left))));
    }

    /**
     * Runs them.
     *
     * @throws TrellisException with the place of the one that fails; also where it changes what is protected
     */
    public void run(String revision, @Nullable Branch branch, List<Instruction> instructions) throws SQLException {
        Watch watch = Watch.begin(session, protection, branch, revision, instructions, null);
        for (Instruction instruction : instructions) {
            try {
                if (instruction.operation() instanceof Run run) {
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

    private void java(String revision, Run run, Instruction instruction) {
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
