package dev.trellis.internal.journal;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.SqlExcerpt;

/** An interrupted revision that cannot be resumed, or that can be resumed only after a decision by a person. */
public final class JournalException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private JournalException(Problem problem) {
        super(problem);
    }

    static JournalException takenOver() {
        return new JournalException(
                Problem.of(ErrorName.TAKEN_OVER, "another process has resumed this revision in the meantime")
                        .advice("Run the command again. It waits for the other process."));
    }

    /**
     * Reports that only a person can tell whether the statement in flight took effect.
     *
     * @param statement the statement, or a description of the operation
     * @param check how a person can find out whether the statement took effect, as a sentence without its full stop
     */
    static JournalException undecided(OpenRevision revision, String statement, String check) {
        return new JournalException(Problem.of(
                        ErrorName.UNDECIDED_STATEMENT,
                        "the " + revision.describe()
                                + ", was interrupted at the following statement, and the catalogue does not show whether"
                                + " it took effect:\n  " + SqlExcerpt.of(statement))
                .advice(check + ".\n  If it took effect: trellis resume --done"
                        + "\n  If it did not:     trellis resume --again")
                .fact("revision", revision.entry().revision())
                .fact("direction", revision.entry().direction().toString())
                .fact("operation", revision.progress().operationsDone() + 1)
                .fact("sql", statement));
    }

    /**
     * Reports that operations have changed which the rerun must find unchanged. If the revision was interrupted within an
     * operation, these are all operations that were compiled together with the operation.
     */
    static JournalException changedScript(OpenRevision revision, String script, JournalProgress progress) {
        boolean isInside = progress.isInsideOperation();
        int operations = isInside ? progress.end() : progress.operationsDone();
        String where = isInside ? "in operation " + (progress.operationsDone() + 1) : "after operation " + operations;
        return new JournalException(Problem.of(
                        ErrorName.CHANGED_SCRIPT,
                        "the " + revision.describe() + ", was interrupted " + where
                                + ", and the part of the script up to operation " + operations + " has changed since")
                .at(Location.of(script))
                .advice("Change the first " + (operations == 1 ? "operation" : operations + " operations")
                        + " of the script back to what was run ('trellis history --applied -v' shows it), and run the"
                        + " command again. You may change the operations after that.")
                .fact("revision", revision.entry().revision()));
    }

    /**
     * Reports that the remaining statements of a revision need a temporary table, a variable or another object of a session
     * that has ended.
     *
     * @param statement the earlier statement that created the object
     */
    public static JournalException lostSession(OpenRevision revision, String script, String statement) {
        return new JournalException(Problem.of(
                        ErrorName.LOST_SESSION,
                        "the " + revision.describe()
                                + ", was interrupted, and its remaining statements need what this statement set or created in"
                                + " a session that has ended:\n  " + SqlExcerpt.of(statement))
                .at(Location.of(script))
                .advice(
                        "In the script, repeat what the remaining statements need in front of the statement that failed."
                                + " Then run: trellis resume --again")
                .fact("revision", revision.entry().revision())
                .fact("sql", statement));
    }

    /** Reports that no revision is interrupted. */
    public static JournalException nothingToResume() {
        return new JournalException(Problem.of(ErrorName.NOTHING_TO_RESUME, "no revision is interrupted")
                .advice("See the state of the database: trellis current"));
    }
}
