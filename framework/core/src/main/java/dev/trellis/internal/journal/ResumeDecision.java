package dev.trellis.internal.journal;

import dev.trellis.internal.connection.Session;
import dev.trellis.internal.run.RunException;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.internal.state.Checksum;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.Script;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.StatementSummary;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides how far a revision came that was stopped halfway. */
public final class ResumeDecision {
    private ResumeDecision() {}

    /** A fingerprint of what a statement changes, as it is now; null when the catalogue cannot tell. */
    public static @Nullable String definition(Session session, StatementSummary action) throws SQLException {
        DatabaseObject object = action.definedObject();
        if (object == null) {
            return null;
        }
        String text = session.dialect().definitionOf(session.connection(), object);
        return text == null ? null : text.isEmpty() ? "" : Checksum.of(text);
    }

    /**
     * What is done, for certain. A statement that would have changed a definition has been run if the definition is
     * another one now, and is run again if it is not: it was not run, or makes no difference.
     *
     * @throws RunException {@code undecided_statement}
     */
    public static JournalProgress of(Session session, InterruptedRevision flight) throws SQLException {
        JournalProgress progress = flight.progress();
        String sql = progress.sql();
        if (!progress.inFlight() && sql == null) {
            return progress;
        }
        StatementSummary action =
                StatementParser.parse(sql == null ? "" : sql, session.dialect().syntax());
        DatabaseObject object = action.definedObject();
        if (sql != null && object != null) {
            session.dialect().cleanUpInterrupted(session.connection(), object);
        }
        if (!progress.inFlight() || action.isRepeatable()) {
            return progress.withoutInFlight();
        }
        String now = progress.definition() == null ? null : definition(session, action);
        if (now == null) {
            throw undecided(flight, sql);
        }
        return now.equals(progress.definition()) ? progress.withoutInFlight() : progress.advance();
    }

    private static RunException undecided(InterruptedRevision flight, @Nullable String sql) {
        if (sql != null) {
            return RunException.undecided(
                    flight, sql, "look whether what the statement does has been done in the database");
        }
        return RunException.undecided(
                flight,
                "operation " + (flight.progress().operations() + 1) + " of its script, which has changed the structure"
                        + " of tables or written to a table without transactions",
                "look whether all that the operation does has been done in the database; if it was done in part, undo"
                        + " that part first");
    }

    /**
     * Where to go on in a script that may have been mended since: what is done has to be what it says.
     *
     * @param then the instructions of the script as it was, or null when it cannot be read any more
     * @throws RunException {@code changed_script}
     */
    public static JournalProgress resumePointIn(
            JournalProgress progress,
            InterruptedRevision flight,
            Script script,
            @Nullable List<LocatedOperation> then,
            List<LocatedOperation> now) {
        if (then == null || isSame(then, now, progress.end())) {
            return progress;
        }
        int done = progress.operationsDone();
        if (!progress.isInside() && isSame(then, now, done)) {
            return JournalProgress.atOperation(done);
        }
        throw RunException.changedInFlight(flight, script.display(), Math.max(1, done));
    }

    private static boolean isSame(List<LocatedOperation> then, List<LocatedOperation> now, int count) {
        return then.size() >= count
                && now.size() >= count
                && operations(then, count).equals(operations(now, count));
    }

    private static List<?> operations(List<LocatedOperation> instructions, int count) {
        return instructions.subList(0, count).stream()
                .map(LocatedOperation::operation)
                .toList();
    }

    public static @Nullable List<LocatedOperation> instructions(Body body, InterruptedRevision flight) {
        return flight.entry().direction().equals("downgrade") ? body.downgrade() : body.upgrade();
    }
}
