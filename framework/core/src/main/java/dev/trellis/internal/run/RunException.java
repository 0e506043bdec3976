package dev.trellis.internal.run;

import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.journal.InterruptedRevision;
import dev.trellis.report.HistoryEntry;
import dev.trellis.script.Script;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A revision that could not be run, and how things stand now. */
public final class RunException extends TrellisException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_LINES = 12;

    private RunException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    /**
     * A statement failed.
     *
     * @param said what the database said
     * @param state how things stand: what is and what is not applied
     */
    static RunException statementFailed(
            SqlErrorKind fault, String revision, Location at, String sql, String said, String state, Throwable cause) {
        String message = "a statement of revision " + revision + " failed: " + said + "\n  " + excerpt(sql);
        return new RunException(
                Problem.of(fault.errorName(), message)
                        .at(at)
                        .advice(state)
                        .fact("revision", revision)
                        .fact("sql", sql)
                        .fact("database", said),
                cause);
    }

    static RunException stepFailed(String revision, Location at, String step, Throwable cause, String state) {
        return new RunException(
                Problem.of(
                                ErrorName.STEP_FAILED,
                                "the Java step '" + step + "' of revision " + revision + " failed: " + cause)
                        .at(at)
                        .advice(state)
                        .fact("revision", revision)
                        .fact("step", step),
                cause);
    }

    static RunException transactionLeft(String revision, Location at, String step, String said, String state) {
        return new RunException(
                Problem.of(
                                ErrorName.TRANSACTION_CONTROL,
                                "the Java step '" + step + "' of revision " + revision
                                        + " has left the transaction that holds the revision together: " + said)
                        .at(at)
                        .advice("a step must not commit or roll back, nor go on after a statement has failed; look"
                                + " whether what it did has stayed\n  " + state)
                        .fact("revision", revision)
                        .fact("step", step),
                null);
    }

    public static RunException lockTimeout(Duration limit, String who) {
        return new RunException(
                Problem.of(
                                ErrorName.LOCK_TIMEOUT,
                                "another process has been migrating this database for longer than " + seconds(limit)
                                        + (who.isEmpty() ? "" : ": " + who))
                        .advice("nothing was run. Let it finish and run the command again, or give it longer:"
                                + " 'lock_timeout' in the configuration; a process that died holds nothing"),
                null);
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    static RunException lockLost() {
        return new RunException(
                Problem.of(
                                ErrorName.LOCK_LOST,
                                "the lock that keeps other processes out is no longer this connection's")
                        .advice("is there a connection pooler in between that hands out connections by transaction?"
                                + " Migrate over a direct connection"),
                null);
    }

    public static RunException takenOver() {
        return new RunException(
                Problem.of(ErrorName.TAKEN_OVER, "another process has gone on with this revision meanwhile")
                        .advice("run the command again; it waits for the other one"),
                null);
    }

    /** Others have migrated in between, so that the rest can no longer be counted. */
    public static RunException moved() {
        return new RunException(
                Problem.of(ErrorName.ROW_COUNT_MISMATCH, "another process has migrated this database meanwhile")
                        .advice("what was done is done; run the command again"),
                null);
    }

    /** Only a person can tell whether what was in flight took effect. */
    public static RunException undecided(InterruptedRevision flight, String what, String look) {
        return new RunException(
                Problem.of(
                                ErrorName.UNDECIDED_STATEMENT,
                                "the " + flight.describe()
                                        + ", was stopped at this, and the catalogue cannot tell whether"
                                        + " it took effect:\n  " + excerpt(what))
                        .advice(look + "\n  if it took effect: trellis resume --done"
                                + "\n  if it did not:      trellis resume --again")
                        .fact("revision", flight.entry().revision())
                        .fact("direction", flight.entry().direction())
                        .fact("operation", flight.progress().operationsDone() + 1)
                        .fact("sql", what),
                null);
    }

    public static RunException changedInFlight(InterruptedRevision flight, String script, int operations) {
        return new RunException(
                Problem.of(
                                ErrorName.CHANGED_SCRIPT,
                                "the " + flight.describe() + ", was stopped after operation " + operations
                                        + ", and what had been run by then is no longer what the script says")
                        .at(Location.of(script))
                        .advice("put the first operations back as they were ('trellis history --applied -v' shows them)"
                                + " and run the command again; what comes after them may change")
                        .fact("revision", flight.entry().revision()),
                null);
    }

    public static Problem changedScript(Script script, HistoryEntry then, String diff) {
        return Problem.of(
                        ErrorName.CHANGED_SCRIPT,
                        "revision " + script.id() + " was applied at " + then.startedAt() + " by " + then.username()
                                + ", and its script says something else now:\n  | " + diff)
                .at(Location.of(script.display()))
                .advice("put it back as it was, and say what you want in a new revision; or, if both come to the same:"
                        + " trellis upgrade --accept-changed")
                .fact("revision", script.id());
    }

    static RunException nothingInFlight() {
        return new RunException(
                Problem.of(ErrorName.NOTHING_TO_RESUME, "no revision was stopped halfway")
                        .advice("'trellis current' shows where the database is"),
                null);
    }

    /** Another fault in the middle of a run, with how things stand. */
    static RunException during(TrellisException fault, String state) {
        Problem problem = fault.problem();
        String advice = problem.advice() == null ? state : problem.advice() + "\n  " + state;
        return new RunException(problem.advice(advice), fault);
    }

    private static String excerpt(String sql) {
        String[] lines = sql.strip().split("\n", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(lines.length, SHOWN_LINES); i++) {
            text.append(i == 0 ? "" : "\n  ").append("| ").append(lines[i].stripTrailing());
        }
        if (lines.length > SHOWN_LINES) {
            text.append("\n  | ... (").append(lines.length - SHOWN_LINES).append(" more lines)");
        }
        return text.toString();
    }
}
