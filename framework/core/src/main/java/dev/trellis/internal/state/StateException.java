package dev.trellis.internal.state;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.report.HistoryEntry;
import dev.trellis.script.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contradiction between the records in the database and the scripts, or among the records. */
public final class StateException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private static final String UNEXPLAINED =
            "Restore the plugin or folder that contains it. 'trellis plugins' lists what is"
                    + " loaded.\n  If a newer release has applied it and this release works with it, add to the configuration:"
                    + " tolerate: newer\n  If its script no longer exists, record the newest remaining revision of each branch that"
                    + " the database is at: trellis stamp --purge REVISION...";

    private StateException(Problem problem) {
        super(problem);
    }

    static StateException rowCountMismatch(String table, String revision, int count) {
        return new StateException(Problem.of(
                        ErrorName.ROW_COUNT_MISMATCH,
                        count == 0
                                ? "the version table '" + table + "' no longer has the row " + revision
                                : "the version table '" + table + "' has the row " + revision + " " + count + " times")
                .advice(
                        count == 0
                                ? "Another process has migrated the database in the meantime. Run the command again."
                                : "Delete the surplus rows. The table has one row for each head."));
    }

    static StateException foreignHistory(String table, String tool, String versionTable) {
        return new StateException(Problem.of(
                        ErrorName.FOREIGN_HISTORY,
                        "this database has the history of " + tool + " (table '" + table + "') and none of Trellis's")
                .advice("If this is the right database and its tables correspond to a revision, record that: trellis"
                        + " stamp REVISION. To keep the other tool's tables and run all revisions of Trellis in"
                        + " addition: trellis upgrade --adopt heads")
                .fact("table", table)
                .fact("version_table", versionTable));
    }

    /**
     * Reports a revision that the database records and that no script defines.
     *
     * @param origin where the script came from according to the history; null if unknown
     */
    public static StateException unexplainedRevision(String revision, @Nullable String origin) {
        String from = origin == null ? "" : "; according to the history it came from " + origin;
        return new StateException(Problem.of(
                        ErrorName.UNEXPLAINED_REVISION,
                        "revision " + revision + " is applied, but there is no script for it" + from)
                .advice(UNEXPLAINED)
                .fact("revision", revision));
    }

    /**
     * Reports the revisions that the database records and that no script defines.
     *
     * @param origins where the scripts came from according to the history; empty if unknown
     */
    static StateException unexplainedRevisions(List<String> revisions, List<String> origins) {
        if (revisions.size() == 1) {
            return unexplainedRevision(revisions.get(0), origins.isEmpty() ? null : origins.get(0));
        }
        String from =
                origins.isEmpty() ? "" : "; according to the history they came from " + String.join(", ", origins);
        return new StateException(Problem.of(
                        ErrorName.UNEXPLAINED_REVISION,
                        "revisions " + String.join(", ", revisions) + " are applied, but there are no scripts for them"
                                + from)
                .advice(UNEXPLAINED)
                .fact("revision", revisions.get(0))
                .fact("revisions", revisions));
    }

    /** Reports {@code unexplained_revision} for an interrupted revision whose script has been removed. */
    public static StateException interruptedWithoutScript(String revision, String origin) {
        return new StateException(Problem.of(
                        ErrorName.UNEXPLAINED_REVISION,
                        "revision " + revision + " from " + origin
                                + " was interrupted after some of its statements had taken effect, and there is no script for"
                                + " it any more")
                .advice(
                        "Put its script back ('trellis history --applied -v' prints the text), correct the statement that"
                                + " failed, and run: trellis upgrade heads. To replace the revision, downgrade it afterwards,"
                                + " remove the script, and generate it again.")
                .fact("revision", revision));
    }

    /**
     * Reports a table of another program that has the name of one of Trellis's own.
     *
     * @param key the configuration key of the name
     * @param message the database's message
     */
    static StateException foreignTable(String key, String table, String message) {
        return new StateException(Problem.of(
                        ErrorName.DATABASE_ERROR,
                        "the table '" + table + "' exists, and Trellis did not create it: " + message)
                .advice("Check that this is the right database, or set '" + key
                        + "' in the configuration to another name."));
    }

    static StateException rowWithoutRevision(String table) {
        return new StateException(Problem.of(
                        ErrorName.DATABASE_ERROR,
                        "the version table '" + table + "' has a row without a revision (NULL)")
                .advice("Delete the row: delete from " + table + " where version_num is null"));
    }

    static StateException unknownWord(String column, String word) {
        return new StateException(Problem.of(
                        ErrorName.DATABASE_ERROR,
                        "the history table has the value '" + word + "' in the column '" + column
                                + "', which this version of Trellis does not know")
                .advice("Use the version of Trellis that wrote it."));
    }

    /**
     * Returns the problem of a script that has changed since it was applied.
     *
     * @param diff the lines in which the scripts differ
     */
    static Problem changedScript(Script script, HistoryEntry applied, String diff) {
        return Problem.of(
                        ErrorName.CHANGED_SCRIPT,
                        "revision " + script.id() + " was applied at " + applied.startedAt() + " by "
                                + applied.username() + ", and its script has changed since:\n  | " + diff)
                .at(Location.of(script.display()))
                .advice("Restore the script and put the change into a new revision. If both versions have the same"
                        + " effect, run: trellis upgrade --accept-changed heads")
                .fact("revision", script.id());
    }
}
