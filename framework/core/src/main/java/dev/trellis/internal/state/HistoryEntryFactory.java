package dev.trellis.internal.state;

import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.journal.InterruptedRevision;
import dev.trellis.internal.journal.ResumeDecision;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.Script;
import dev.trellis.sql.SqlSyntax;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the lines of the history. */
public final class HistoryEntryFactory {
    /** The words for a head that is written without a run: by {@code stamp}, and by {@code db-create}. */
    public static final String STAMP = "stamp";

    static final String CREATE = "create";

    private final Branches branches;
    private final SqlSyntax syntax;
    private final JavaSteps steps;
    private final RunOrigin machine = RunOrigin.current();
    private long second = Long.MIN_VALUE;
    private String wordsOfSecond = "";

    public HistoryEntryFactory(Branches branches, SqlSyntax syntax, JavaSteps steps) {
        this.branches = branches;
        this.syntax = syntax;
        this.steps = steps;
    }

    public static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    /** The line of an attempt at a step. */
    public HistoryEntry entry(
            Step step,
            @Nullable Script script,
            @Nullable Body body,
            Instant started,
            long millis,
            String outcome,
            @Nullable String error) {
        return entry(step.revision().id(), word(step.direction()), script, body, started, millis, outcome, error);
    }

    /** The line of a head that is written without a run. */
    public HistoryEntry written(String revision, String word) {
        return entry(revision, word, branches.script(revision), null, Instant.now(), 0, HistoryEntry.APPLIED, null);
    }

    /** The line of a script that is taken as it is now. */
    HistoryEntry accept(Script script, @Nullable Body body) {
        return entry(script.id(), "accept", script, body, Instant.now(), 0, HistoryEntry.APPLIED, null);
    }

    private HistoryEntry entry(
            String id,
            String direction,
            @Nullable Script script,
            @Nullable Body body,
            Instant started,
            long millis,
            String outcome,
            @Nullable String error) {
        Branch branch = branches.of(id);
        ScriptFile file = script == null ? null : script.file();
        return new HistoryEntry(
                id,
                branch == null ? null : branch.label(),
                branch == null ? null : branch.origin(),
                direction,
                script == null ? "" : script.header().message(),
                text(started),
                millis,
                outcome,
                body == null ? null : checksum(script, body),
                script == null ? null : script.hash(),
                file == null ? null : file.text(),
                machine.user(),
                machine.host(),
                machine.toolVersion(),
                error);
    }

    /**
     * To the millisecond, always of one width, and so in order as text. The words of a second are kept, since the next moment
     * to be told of is in the same one.
     */
    private String text(Instant moment) {
        if (moment.getEpochSecond() != second) {
            second = moment.getEpochSecond();
            String whole = Instant.ofEpochSecond(second).toString();
            wordsOfSecond = whole.substring(0, whole.length() - 1);
        }
        int millis = moment.getNano() / 1_000_000;
        return wordsOfSecond + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis + "Z";
    }

    private String checksum(@Nullable Script script, Body body) {
        return script instanceof JavaMigrationScript java
                ? Checksum.of(java.classFiles())
                : Checksum.of(body, syntax, steps);
    }

    /** The instructions of a script as it was when the revision was begun; null when they cannot be read any more. */
    @Nullable
    public List<LocatedOperation> instructionsThen(InterruptedRevision flight, Script script, ParseContext reading) {
        ScriptFile file = script.file();
        String text = flight.entry().script();
        if (file == null || text == null || file.hash().equals(flight.entry().sourceHash())) {
            return null;
        }
        try {
            return ResumeDecision.instructions(
                    StoredScript.of(file.name(), text).body(reading), flight);
        } catch (TrellisException e) {
            return null;
        }
    }
}
