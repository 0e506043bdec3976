package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.EmbeddedTexts;
import dev.trellis.dialect.Identifiers;
import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.AnsiQuotes;
import dev.trellis.internal.sql.ExecutableComments;
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
 * Checks the operations and the SQL of a revision before they run. A script is checked completely before its first statement;
 * the operations and the SQL of a Java step are checked one by one, immediately before each runs.
 */
public final class StatementGuard {
    /** The fact of a problem that was found before the refused operation ran; its value is {@code true}. */
    public static final String NOT_RUN = "not_run";

    private final Dialect dialect;
    private final Protection protection;
    private final @Nullable Branch branch;
    private String lastPassed = "";
    private boolean isSchemaChanged;
    private boolean hasAnsiQuotes;

    /**
     * Creates the guard for the revisions of one branch.
     *
     * @param branch the branch of the revision; null for a revision that no branch declares, and for other Java code
     */
    public StatementGuard(Dialect dialect, Protection protection, @Nullable Branch branch) {
        this.dialect = dialect;
        this.protection = protection;
        this.branch = branch;
    }

    /**
     * Checks the operations of a script: raw SQL that cannot be split or that ends the transaction, names that the database
     * rejects, and raw SQL on protected tables.
     *
     * @param problems receives each problem with its place
     */
    public void checkScript(List<LocatedOperation> operations, Problems problems) {
        for (LocatedOperation located : operations) {
            checkTransactionControl(located.operation(), located.location(), problems);
            Identifiers.findIllegal(located.operation(), dialect)
                    .ifPresent(refused -> problems.add(refused.problem().at(located.location())));
            EmbeddedTexts.findMalformed(located.operation(), dialect)
                    .ifPresent(malformed -> problems.add(malformed.at(located.location())));
        }
        protection.checkOwnTables(branch, operations, problems);
        if (protection.appliesTo(branch)) {
            isSchemaChanged = protection.checkSqlBeforeStart(branch, operations, isSchemaChanged, problems);
        }
    }

    private void checkTransactionControl(Operation operation, Location location, Problems problems) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(wrapped -> checkTransactionControl(wrapped, location, problems));
        }
        SqlSyntax syntax = dialect.syntax();
        String sql = operation instanceof ExecuteSql execute ? execute.sql().in(dialect.name()) : null;
        if (sql == null) {
            return;
        }
        try {
            for (String statement : SqlSplitter.statements(sql, syntax)) {
                String comments = ExecutableComments.problem(statement, syntax);
                if (comments != null) {
                    throw SqlException.refused(statement, comments);
                }
                for (String reading : ExecutableComments.readings(statement, syntax)) {
                    checkStatement(reading, syntax);
                }
                hasAnsiQuotes |= AnsiQuotes.areSetBy(statement, syntax);
                if (hasAnsiQuotes && AnsiQuotes.changeMeaning(statement, syntax)) {
                    throw SqlException.refused(
                            statement, "a backslash in \"...\" has another meaning with ANSI_QUOTES");
                }
            }
        } catch (SqlException e) {
            problems.add(e.problem().at(location));
        }
    }

    private void checkStatement(String statement, SqlSyntax syntax) throws SqlException {
        String control = TransactionControl.in(statement, syntax);
        if (control != null) {
            throw control.equals("end") && syntax.has(SqlSyntax.Feature.DELIMITER_LINES)
                    ? SqlException.splitBody()
                    : SqlException.transactionControl(control);
        }
        String refusal = dialect.refusal(statement);
        if (refusal != null) {
            throw SqlException.refused(statement, refusal);
        }
    }

    /**
     * Checks the operations that a Java step is about to apply.
     *
     * @throws TrellisException with all problems, each with the fact {@link #NOT_RUN}
     */
    public void checkOperationsOfJavaStep(List<LocatedOperation> operations) {
        Problems problems = new Problems();
        checkScript(operations, problems);
        protection.checkNamedTables(branch, operations, problems);
        for (LocatedOperation located : operations) {
            if (located.operation() instanceof RunJava || located.operation() instanceof Autocommit) {
                problems.add(ProtectionException.notFromJava(located));
            }
        }
        refuse(problems);
    }

    /**
     * Checks the SQL that a Java step is about to execute. SQL that cannot be split passes the check, because the database
     * reports its error. A text that is equal to the previous text, as in a loop over rows, is not checked again.
     *
     * @param location the place in the script that names the Java step
     * @throws TrellisException with all problems, each with the fact {@link #NOT_RUN}
     */
    public void checkSqlOfJavaStep(String sql, Location location) {
        if (sql.equals(lastPassed)) {
            return;
        }
        try {
            SqlSplitter.statements(sql, dialect.syntax());
        } catch (SqlException e) {
            return;
        }
        Problems problems = new Problems();
        checkScript(List.of(new LocatedOperation(new ExecuteSql(SqlText.of(sql)), location)), problems);
        refuse(problems);
        lastPassed = sql;
    }

    private static void refuse(Problems problems) {
        Problems refused = new Problems();
        problems.all().forEach(problem -> refused.add(problem.fact(NOT_RUN, true)));
        refused.throwIfAny();
    }
}
