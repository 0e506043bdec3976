package dev.trellis.internal.connection;

import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A database that cannot be reached, or that failed at one of Trellis's own statements. */
public final class DatabaseException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private DatabaseException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    static DatabaseException unknownDatabase(String url, Collection<String> dialects) {
        return new DatabaseException(
                Problem.of(ErrorName.UNKNOWN_DATABASE, "no dialect accepts the URL '" + url + "'")
                        .advice("Begin the URL with jdbc: and the name of one of these databases: "
                                + String.join(", ", dialects) + "."),
                null);
    }

    static DatabaseException noSchemas(String dialect, String schema) {
        return new DatabaseException(
                Problem.of(
                                ErrorName.NO_SCHEMAS,
                                "the configuration has 'database.schema: " + schema + "', but " + dialect
                                        + " has no schemas")
                        .advice(
                                "Remove 'schema' for this database. To separate applications, give each a database of its"
                                        + " own in 'url'."),
                null);
    }

    static DatabaseException noDriver(String url) {
        return new DatabaseException(
                Problem.of(ErrorName.NO_DRIVER, "there is no JDBC driver for " + url)
                        .advice("Put the driver's jar on the class path or into the plugin folder."),
                null);
    }

    /** {@code cannot_connect}: the folder of a database file does not exist. */
    public static DatabaseException noFolder(String url, String folder) {
        return cannotConnect(
                url,
                "the folder " + folder + " does not exist",
                new SQLException("the folder of the database does not exist"));
    }

    static DatabaseException cannotConnect(String url, String message, SQLException cause) {
        return new DatabaseException(
                Problem.of(ErrorName.CANNOT_CONNECT, "cannot connect to " + url + ": " + message)
                        .advice(
                                "Check that the URL is correct and that the server runs, or that the file's folder exists."),
                cause);
    }

    /** {@code cannot_connect}: the database that the application provides gives no usable connection. */
    static DatabaseException cannotUse(String given, String message, Exception cause) {
        return new DatabaseException(
                Problem.of(ErrorName.CANNOT_CONNECT, "cannot use " + given + ": " + message)
                        .advice("Pass an open connection, or a data source that can connect to the database and has a"
                                + " connection to spare."),
                cause);
    }

    /** {@code connection_lost}: a second connection would be needed, and the application has given only one. */
    static DatabaseException onlyConnection() {
        return new DatabaseException(
                Problem.of(
                                ErrorName.CONNECTION_LOST,
                                "the connection that the application gave is lost, and Trellis cannot open another")
                        .advice("Open another connection and run the command again."),
                null);
    }

    /** {@code open_transaction}: committing or rolling back would end a transaction of the application. */
    static DatabaseException openTransaction() {
        return new DatabaseException(
                Problem.of(
                                ErrorName.OPEN_TRANSACTION,
                                "the given connection has auto-commit off and may have uncommitted changes")
                        .advice("Commit or roll back, and call setAutoCommit(true) before you pass the connection."),
                null);
    }

    static DatabaseException accessDenied(String url, @Nullable String user, String message, SQLException cause) {
        return new DatabaseException(
                Problem.of(
                                ErrorName.ACCESS_DENIED,
                                "the database at " + url + " refuses "
                                        + (user == null ? "the user" : "user '" + user + "'") + ": " + message)
                        .advice("Check the user and the password in the configuration, or the variables that they come"
                                + " from."),
                cause);
    }

    static DatabaseException interrupted() {
        return new DatabaseException(
                Problem.of(ErrorName.INTERRUPTED, "the run was interrupted while it waited")
                        .advice("Run the command again."),
                null);
    }

    /**
     * Reports that one of Trellis's own statements failed.
     *
     * @param action what Trellis did, as a noun phrase
     * @param message the database's message
     */
    public static DatabaseException failed(String action, String message, SQLException cause) {
        return failed(SqlErrorKind.OTHER, action, message, cause);
    }

    /** Reports a failure like {@link #failed(String, String, SQLException)}, with the error name and the advice of the given kind. */
    public static DatabaseException failed(SqlErrorKind kind, String action, String message, SQLException cause) {
        ErrorName name = kind.errorName(ErrorName.DATABASE_ERROR);
        Problem problem = Problem.of(name, action + " failed: " + message);
        return new DatabaseException(
                kind == SqlErrorKind.OTHER
                        ? problem
                        : problem.advice(FailureAdvice.of(kind, "the tables that the command reads or changes")),
                cause);
    }
}
