package dev.trellis.internal.sql;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;

/** An error in the text of SQL. */
public final class SqlException extends TrellisException {
    private static final long serialVersionUID = 1L;

    public SqlException(Problem problem) {
        super(problem);
    }

    /** Returns this error with more advice. */
    public SqlException adding(String advice) {
        return new SqlException(problem().advice(problem().advice() + " " + advice));
    }

    static SqlException unterminated(String what, String end, Location opened) {
        return new SqlException(Problem.of(ErrorName.UNTERMINATED_SQL, "the " + what + " is never closed")
                .at(opened)
                .advice("Close it with " + end + "."));
    }

    static SqlException shellCommand(String command, Location place) {
        return new SqlException(
                Problem.of(ErrorName.SHELL_COMMAND, "'" + command + "' is a command of the database's shell, not SQL")
                        .at(place)
                        .advice("Write it as SQL, or leave it out: Trellis sends nothing but SQL statements."));
    }

    static SqlException copy(Location place) {
        return new SqlException(Problem.of(
                        ErrorName.COPY_FROM_STDIN, "COPY from STDIN or to STDOUT cannot run in a script")
                .at(place)
                .advice("Write INSERT statements (pg_dump --inserts does), use bulk_insert in a YAML script, or COPY"
                        + " from a file on the server."));
    }

    /** Reports {@code bad_delimiter}: a statement is the end of a trigger or routine whose body was split at a semicolon. */
    public static SqlException splitBody() {
        return new SqlException(Problem.of(
                        ErrorName.BAD_DELIMITER,
                        "this 'end' is a statement of its own, because each ';' in the body above it ends a statement")
                .advice(
                        "Write the line DELIMITER // above the trigger or routine, // after its 'end', and DELIMITER ; below"
                                + " it."));
    }

    /**
     * Reports {@code transaction_control}.
     *
     * @param words the keywords of the statement
     */
    public static SqlException transactionControl(String words) {
        return new SqlException(Problem.of(
                        ErrorName.TRANSACTION_CONTROL, "'" + words + "' would end the transaction of the revision")
                .advice("Remove it: Trellis begins and commits the transaction. Put statements that cannot run in a"
                        + " transaction into 'autocommit' (in an SQL script: the header line '-- autocommit: true')."
                        + " Savepoints are allowed."));
    }

    /**
     * Reports {@code refused_sql}.
     *
     * @param statement the statement
     * @param reason why the statement must not run, as a clause
     */
    public static SqlException refused(String statement, String reason) {
        String first = statement.strip().lines().findFirst().orElse("");
        return new SqlException(Problem.of(
                        ErrorName.REFUSED_SQL,
                        "the statement '" + (first.length() > 60 ? first.substring(0, 60) + "..." : first)
                                + "' cannot run in a script: " + reason)
                .advice("Remove the statement from the script."));
    }

    /**
     * {@code malformed_sql}: SQL that becomes a part of a statement is not one expression, type or operator class.
     *
     * @param what the role of the text in the script or model, {@code default_sql of column 'a'}
     * @param why the reason, as a clause
     */
    public static Problem malformed(String what, EmbeddedSql.Form form, String why) {
        return Problem.of(ErrorName.MALFORMED_SQL, "the " + what + " is not " + form.words() + ": " + why)
                .advice("Write only " + form.words() + ", and move anything else into an operation or key of its own.");
    }

    /**
     * {@code malformed_sql}: the text of a view, function or other definition does not define the object.
     *
     * @param definition the kind and name of the object
     * @param why the reason, as a clause
     */
    public static Problem malformedDefinition(String definition, String why) {
        return Problem.of(
                        ErrorName.MALFORMED_SQL,
                        "the SQL of " + definition + " is not one statement that creates it: " + why)
                .advice("Write one CREATE statement for the object, or only the part of it that follows the name.");
    }

    static SqlException delimiter(Location place) {
        return new SqlException(
                Problem.of(ErrorName.BAD_DELIMITER, "DELIMITER must be followed by a word without backslash")
                        .at(place)
                        .advice("Write, for example: DELIMITER //"));
    }
}
