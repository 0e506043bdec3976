package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Identifiers;
import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.TransactionControl;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.SqlText;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a revision of a branch must not say, as far as its text tells, looked for before it is said: a script's words before
 * anything runs, a Java step's one by one. What does not show there {@link ProtectedSchemaMonitor} finds afterwards, when not every
 * database can take it back.
 */
public final class StatementGuard {
    /** The fact of a problem of something that was refused before it was begun. */
    public static final String NOT_RUN = "not_run";

    private final Dialect dialect;
    private final Protection protection;
    private final @Nullable Branch branch;
    private String passed = "";

    public StatementGuard(Dialect dialect, Protection protection, @Nullable Branch branch) {
        this.dialect = dialect;
        this.protection = protection;
        this.branch = branch;
    }

    /** @param problems takes what is wrong with the words of a script, each with its place */
    public void check(List<LocatedOperation> instructions, Problems problems) {
        for (LocatedOperation each : instructions) {
            checkSql(each.operation(), each.at(), problems);
            Identifiers.findIllegal(each.operation(), dialect)
                    .ifPresent(refused -> problems.add(refused.problem().at(each.at())));
        }
        if (branch != null && protection.appliesTo(branch)) {
            protection.checkBeforeRunning(branch, instructions, problems);
        }
    }

    /** What can be told of raw SQL before it runs: that it ends, is SQL and no shell's command, and leaves the transaction. */
    private void checkSql(Operation operation, Location at, Problems problems) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> checkSql(each, at, problems));
        }
        SqlSyntax syntax = dialect.syntax();
        String sql = operation instanceof ExecuteSql execute ? execute.sql().in(dialect.name()) : null;
        try {
            for (String statement : sql == null ? List.<String>of() : SqlSplitter.statements(sql, syntax)) {
                String control = TransactionControl.in(statement, syntax);
                if (control != null) {
                    throw SqlException.transactionControl(control);
                }
            }
        } catch (SqlException e) {
            problems.add(e.problem().at(at));
        }
    }

    /**
     * Looks at operations that a Java step wants to have run.
     *
     * @throws TrellisException with everything that they must not do
     */
    public void check(List<LocatedOperation> instructions) {
        Problems problems = new Problems();
        check(instructions, problems);
        if (branch != null) {
            protection.check(branch, instructions, problems);
        }
        for (LocatedOperation each : instructions) {
            if (each.operation() instanceof RunJava || each.operation() instanceof Autocommit) {
                problems.add(ProtectionException.notFromJava(each));
            }
        }
        refuse(problems);
    }

    /**
     * Looks at a statement of a Java step. What cannot be taken apart is left to the database.
     *
     * @param at where the step was named
     * @throws TrellisException when it must not be run
     */
    public void check(String sql, Location at) {
        if (sql.equals(passed)) {
            return;
        }
        try {
            SqlSplitter.statements(sql, dialect.syntax());
        } catch (SqlException e) {
            return;
        }
        Problems problems = new Problems();
        check(List.of(new LocatedOperation(new ExecuteSql(SqlText.of(sql)), at)), problems);
        refuse(problems);
        passed = sql;
    }

    private static void refuse(Problems problems) {
        Problems refused = new Problems();
        problems.all().forEach(problem -> refused.add(problem.fact(NOT_RUN, true)));
        refused.throwIfAny();
    }
}
