package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Protection;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.Execute;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Run;
import dev.trellis.script.Instruction;
import dev.trellis.script.MigrationContext;
import dev.trellis.sql.SqlAction;
import java.sql.SQLException;
import java.util.List;
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

    /** Whether a model cannot show what an operation does: it writes rows, is Java, or raw SQL for other than a table. */
    public static boolean isUnmodelled(Operation operation, Dialect dialect) {
        if (operation instanceof Execute execute) {
            String sql = execute.sql().in(dialect.name());
            String kind =
                    sql == null ? null : SqlAction.of(sql, dialect.syntax()).kind();
            return sql != null && (kind == null || !MODELLED.contains(kind));
        }
        return operation instanceof BulkInsert || operation instanceof Run;
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
