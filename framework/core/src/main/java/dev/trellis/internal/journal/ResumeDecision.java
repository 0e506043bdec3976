package dev.trellis.internal.journal;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.Sha256;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.internal.state.LineEndings;
import dev.trellis.internal.state.StoredScript;
import dev.trellis.revision.Direction;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.StatementSummary;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which statements of an interrupted revision have taken effect, and where the script resumes. */
public final class ResumeDecision {
    private ResumeDecision() {}

    /**
     * Returns a hash of the definition of the object that a statement changes; null if the catalogue does not define the
     * object.
     */
    public static @Nullable String definition(Session session, StatementSummary statement) throws SQLException {
        DatabaseObject object = statement.definedObject();
        if (object == null) {
            return null;
        }
        String text = session.dialect().catalogEntry(session.connection(), object);
        return text == null ? null : text.isEmpty() ? "" : Sha256.of(text);
    }

    /**
     * Returns the progress that an interrupted revision has certainly made. A statement in flight has taken effect if the
     * definition of the object that it changes differs from the recorded one. If the definition is the same, the statement
     * is run again: either it was not run, or running it makes no difference.
     *
     * @throws JournalException {@code undecided_statement} if the catalogue does not show whether the statement took effect
     */
    public static JournalProgress decide(Session session, OpenRevision revision) throws SQLException {
        JournalProgress progress = revision.progress();
        String sql = progress.sql();
        if (!progress.inFlight() && sql == null) {
            return progress;
        }
        StatementSummary statement =
                StatementParser.parse(sql == null ? "" : sql, session.dialect().syntax());
        DatabaseObject object = statement.definedObject();
        if (sql != null && object != null) {
            session.dialect().cleanUpInterrupted(session.connection(), object);
        }
        if (!progress.inFlight() || statement.isRepeatable()) {
            return progress.withoutInFlight();
        }
        String present = progress.definition() == null ? null : definition(session, statement);
        if (present == null) {
            throw undecided(revision, sql);
        }
        return present.equals(progress.definition()) ? progress.withoutInFlight() : progress.advance();
    }

    /**
     * Returns the progress of an interrupted revision according to a person's decision.
     *
     * @param tookEffect whether the statement in flight took effect
     */
    public static JournalProgress decide(OpenRevision revision, boolean tookEffect) {
        JournalProgress progress = revision.progress();
        return tookEffect && progress.inFlight() ? progress.advance() : progress.withoutInFlight();
    }

    private static JournalException undecided(OpenRevision revision, @Nullable String sql) {
        if (sql != null) {
            return JournalException.undecided(revision, sql, "Check in the database whether the statement took effect");
        }
        return JournalException.undecided(
                revision,
                "operation " + (revision.progress().operationsBeforeGroup() + 1)
                        + " of its script, which has changed the structure"
                        + " of tables or written to a table without transactions",
                "Check in the database whether the whole operation took effect. If only a part of it did, undo that part"
                        + " first");
    }

    /**
     * Returns the progress at which the present script resumes. The script may have been edited since the revision was
     * interrupted, but not in the operations that have been run.
     *
     * @param recorded the operations of the script that was run; null if that script is the same as the present script or
     *     cannot be parsed any more
     * @param present the operations of the present script
     * @throws JournalException {@code changed_script} if the two scripts differ in operations that have been run
     */
    public static JournalProgress progressIn(
            MigrationScript script,
            List<LocatedOperation> present,
            @Nullable List<LocatedOperation> recorded,
            ResumePoint resumePoint) {
        JournalProgress progress = resumePoint.progress();
        if (recorded == null || isSame(recorded, present, progress.end())) {
            return progress;
        }
        int done = progress.operationsDone();
        if (!progress.isInsideOperation() && isSame(recorded, present, done)) {
            return JournalProgress.atOperation(done);
        }
        throw JournalException.changedScript(resumePoint.revision(), script.display(), progress);
    }

    private static boolean isSame(List<LocatedOperation> recorded, List<LocatedOperation> present, int count) {
        return recorded.size() >= count
                && present.size() >= count
                && operations(recorded, count).equals(operations(present, count));
    }

    private static List<?> operations(List<LocatedOperation> operations, int count) {
        return operations.subList(0, count).stream()
                .map(located -> LineEndings.normalize(located.operation()))
                .toList();
    }

    /**
     * Parses the script that an interrupted revision was running.
     *
     * @return the operations of that script; null if the present script is the same, or if the recorded script cannot be
     *     parsed any more
     */
    public static @Nullable List<LocatedOperation> recordedOperations(
            OpenRevision revision, MigrationScript script, ParseContext parsing) {
        ScriptFile file = script.file();
        String text = revision.entry().script();
        if (file == null || text == null || file.hash().equals(revision.entry().sourceHash())) {
            return null;
        }
        try {
            Body body = StoredScript.of(file.name(), text).body(parsing);
            return revision.direction() == Direction.DOWNGRADE ? body.downgrade() : body.upgrade();
        } catch (TrellisException e) {
            return null;
        }
    }
}
