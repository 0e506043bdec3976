package dev.trellis.internal.run;

import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.SqlExcerpt;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The failure of a revision. */
public final class RunException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private RunException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    /**
     * Reports a statement of a revision that failed.
     *
     * @param message the database's message
     */
    static RunException statementFailed(
            SqlErrorKind kind, String revision, Location location, String sql, String message, Throwable cause) {
        return new RunException(
                Problem.of(
                                kind.errorName(),
                                "a statement of revision " + revision + " failed: " + message + "\n  "
                                        + SqlExcerpt.of(sql))
                        .at(location)
                        .advice(
                                needsAutocommit(message)
                                        ? "The statement cannot run in a transaction. In an SQL script, write '-- autocommit: true' in"
                                                + " the header; in YAML, put it into 'autocommit'."
                                        : null)
                        .fact("revision", revision)
                        .fact("sql", sql)
                        .fact("database", message),
                cause);
    }

    /** Whether PostgreSQL (with messages in any language) or SQLite refused the statement because a transaction is open. */
    private static boolean needsAutocommit(String message) {
        return message.contains("(SQLSTATE 25001)")
                || message.contains("(SQLSTATE 55P04)")
                || message.contains("from within a transaction");
    }

    static RunException stepFailed(String revision, Location location, String step, String reason, Throwable cause) {
        return new RunException(
                Problem.of(
                                ErrorName.STEP_FAILED,
                                "the Java step '" + step + "' of revision " + revision + " failed: " + reason)
                        .at(location)
                        .fact("revision", revision)
                        .fact("step", step),
                cause);
    }

    /**
     * Reports a Java step that ended the transaction of its revision.
     *
     * @param message the database's error when Trellis tried to continue the transaction
     */
    static RunException transactionLeft(
            String revision, Location location, String step, String message, Throwable cause) {
        return new RunException(
                Problem.of(
                                ErrorName.TRANSACTION_CONTROL,
                                "the Java step '" + step + "' of revision " + revision
                                        + " has ended the revision's transaction: " + message)
                        .at(location)
                        .advice("A Java step must not commit or roll back, nor continue after a statement has failed."
                                + " Check in the database whether the changes of the step were committed.")
                        .fact("revision", revision)
                        .fact("step", step),
                cause);
    }

    /** Reports SQL or Java code of a script that has ended the transaction of its revision. */
    static RunException transactionEnded(String revision, Location location) {
        return new RunException(
                Problem.of(
                                ErrorName.TRANSACTION_CONTROL,
                                "revision " + revision + " has ended its transaction with a commit or a rollback:"
                                        + " changes that it has committed are not rolled back")
                        .at(location)
                        .advice("Remove the statement that commits or rolls back from the script, and undo by hand the"
                                + " changes that were committed.")
                        .fact("revision", revision),
                null);
    }

    /**
     * {@code script_too_large}: the server does not accept a statement of this size.
     *
     * @param what the statement and its revision, as a noun phrase for the message
     * @param size its size in bytes
     * @param limit the largest statement that the server accepts, in bytes
     */
    static Problem scriptTooLarge(String revision, String what, long size, long limit, String file) {
        return Problem.of(
                        ErrorName.SCRIPT_TOO_LARGE,
                        what + " has " + mebibytes(size) + " MiB; the server accepts less than " + mebibytes(limit)
                                + " MiB (max_allowed_packet)")
                .at(Location.of(file))
                .advice(
                        "Raise max_allowed_packet on the server, split the script, or load the rows with another tool or"
                                + " from a Java step.")
                .fact("revision", revision);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1048576.0);
    }

    /** Reports that the heads or the history could not be written. */
    static RunException recordingFailed(SqlErrorKind kind, String revision, String message, Throwable cause) {
        ErrorName name = kind.errorName(ErrorName.DATABASE_ERROR);
        return new RunException(Problem.of(name, "recording revision " + revision + " failed: " + message), cause);
    }

    /** Returns a failure with the status of the run added to its advice. */
    public static RunException withStatus(TrellisException failure, String status) {
        Problem problem = failure.problem();
        String advice = problem.advice() == null ? status : problem.advice() + "\n  " + status;
        return new RunException(problem.advice(advice), failure);
    }

    /**
     * Reports an operation that the nodes of a cluster do not carry out.
     *
     * @param fact what the cluster does, as a clause without its subject
     */
    static Problem notInCluster(String product, String fact, String advice, Location location) {
        return Problem.of(ErrorName.NOT_IN_CLUSTER, product + " " + fact)
                .at(location)
                .advice(advice + " Nothing was run.");
    }
}
