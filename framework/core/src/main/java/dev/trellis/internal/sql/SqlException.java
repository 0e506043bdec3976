package dev.trellis.internal.sql;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;

/** SQL that cannot be taken apart. */
public final class SqlException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private SqlException(Problem problem) {
        super(problem);
    }

    /** This fault with more to say on what to do. */
    public SqlException adding(String advice) {
        return new SqlException(problem().advice(problem().advice() + "; " + advice));
    }

    static SqlException unterminated(String what, String end, Location opened) {
        return new SqlException(Problem.of(ErrorName.UNTERMINATED_SQL, "this " + what + " is never closed")
                .at(opened)
                .advice("close it with " + end));
    }

    static SqlException shellCommand(String command, Location place) {
        return new SqlException(Problem.of(
                        ErrorName.SHELL_COMMAND, "'" + command + "' is a command of the database's shell and not SQL")
                .at(place)
                .advice("write it as SQL, or leave it out: Trellis sends SQL statements and nothing else"));
    }

    static SqlException copy(Location place) {
        return new SqlException(Problem.of(
                        ErrorName.COPY_FROM_STDIN,
                        "COPY from or to the shell's own input and output cannot run in a script")
                .at(place)
                .advice("write INSERT statements, use bulk_insert in a YAML script, or COPY from a file of the"
                        + " server"));
    }

    /** @param words the statement's own */
    public static SqlException transactionControl(String words) {
        return new SqlException(Problem.of(
                        ErrorName.TRANSACTION_CONTROL,
                        "'" + words + "' would end the transaction that holds the revision together")
                .advice("take it out: Trellis begins and commits by itself; what must not run in a transaction goes"
                        + " into 'autocommit', and savepoints are allowed"));
    }

    static SqlException delimiter(Location place) {
        return new SqlException(Problem.of(ErrorName.BAD_DELIMITER, "DELIMITER needs a word without backslash after it")
                .at(place)
                .advice("write for example: DELIMITER //"));
    }
}
