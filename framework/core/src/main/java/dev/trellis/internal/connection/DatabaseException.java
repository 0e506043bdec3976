package dev.trellis.internal.connection;

import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What goes wrong at the database. */
public final class DatabaseException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private DatabaseException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    static DatabaseException unknownDatabase(String url, Collection<String> dialects) {
        return new DatabaseException(
                Problem.of(ErrorName.UNKNOWN_DATABASE, "no dialect knows the URL " + url)
                        .advice("the dialects here are: " + String.join(", ", dialects)
                                + "; a URL begins with jdbc: and the database's name"),
                null);
    }

    static DatabaseException noSchemas(String dialect, String schema) {
        return new DatabaseException(
                Problem.of(
                                ErrorName.NO_SCHEMAS,
                                "the configuration says 'database.schema: " + schema + "', and " + dialect
                                        + " has no schemas")
                        .advice("take 'schema' out for this database; what is to lie apart has a database of its own,"
                                + " named by 'url'"),
                null);
    }

    static DatabaseException noDriver(String url) {
        return new DatabaseException(
                Problem.of(ErrorName.NO_DRIVER, "there is no JDBC driver for " + url)
                        .advice("put the driver's jar on the class path or into the plugin folder"),
                null);
    }

    static DatabaseException cannotConnect(String url, String why, SQLException cause) {
        return new DatabaseException(
                Problem.of(ErrorName.CANNOT_CONNECT, "cannot connect to " + url + ": " + why)
                        .advice(
                                "check that the server runs, or that the file's folder is there, and that the URL names it rightly"),
                cause);
    }

    static DatabaseException accessDenied(String url, @Nullable String user, String why, SQLException cause) {
        return new DatabaseException(
                Problem.of(
                                ErrorName.ACCESS_DENIED,
                                "the database at " + url + " refuses "
                                        + (user == null ? "the user" : "user '" + user + "'") + ": " + why)
                        .advice("check user and password in the configuration, or the variables that they come from"),
                cause);
    }

    static DatabaseException interrupted() {
        return new DatabaseException(
                Problem.of(ErrorName.INTERRUPTED, "the run was interrupted while it waited"), null);
    }

    /** Something that Trellis itself asked of the database failed. */
    public static DatabaseException failed(String what, String why, SQLException cause) {
        return failed(SqlErrorKind.OTHER, what, why, cause);
    }

    /** As {@link #failed(String, String, SQLException)}, for what is known of why. */
    public static DatabaseException failed(SqlErrorKind fault, String what, String why, SQLException cause) {
        return new DatabaseException(Problem.of(name(fault), what + " failed: " + why), cause);
    }

    private static ErrorName name(SqlErrorKind fault) {
        return fault == SqlErrorKind.OTHER ? ErrorName.DATABASE_ERROR : fault.errorName();
    }

    /** Writing down that a revision has been run failed. */
    public static DatabaseException recording(SqlErrorKind fault, String revision, String why, Throwable cause) {
        return new DatabaseException(
                Problem.of(name(fault), "recording revision " + revision + " failed: " + why), cause);
    }

    public static DatabaseException rowCountMismatch(String table, String revision, int count) {
        return new DatabaseException(
                Problem.of(
                                ErrorName.ROW_COUNT_MISMATCH,
                                "the version table '" + table + "' has the row " + revision + " "
                                        + (count == 0 ? "no longer" : count + " times"))
                        .advice(
                                count == 0
                                        ? "somebody else has migrated meanwhile; run the command again"
                                        : "remove the surplus rows by hand; each revision stands there once"),
                null);
    }

    public static DatabaseException foreignHistory(String table, String tool, String versionTable) {
        return new DatabaseException(
                Problem.of(
                                ErrorName.FOREIGN_HISTORY,
                                "this database carries the history of " + tool + " (table '" + table
                                        + "') and none of Trellis's")
                        .advice("if it is the right one, adopt it at the revision that it corresponds to:"
                                + " trellis stamp REVISION; or begin beside it: --adopt")
                        .fact("table", table)
                        .fact("version_table", versionTable),
                null);
    }

    public static DatabaseException unexplained(String revision, @Nullable String origin) {
        String from = origin == null ? "" : "; the history says that it came from " + origin;
        return new DatabaseException(
                Problem.of(
                                ErrorName.UNEXPLAINED_REVISION,
                                "revision " + revision + " is applied, and no script explains it" + from)
                        .advice("put back the plugin or folder that brings it; 'trellis plugins' lists what is loaded")
                        .fact("revision", revision),
                null);
    }

    public static DatabaseException unknownStep(String step, Collection<String> known) {
        return new DatabaseException(
                Problem.of(ErrorName.UNKNOWN_STEP, "no plugin binds a Java step called '" + step + "'")
                        .advice(
                                known.isEmpty()
                                        ? "bind one: trellis.step(\"" + step + "\", YourStep.class)"
                                        : "the steps are: " + String.join(", ", known)),
                null);
    }
}
