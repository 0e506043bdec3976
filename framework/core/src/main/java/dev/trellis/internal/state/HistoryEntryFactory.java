package dev.trellis.internal.state;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.CachedScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.report.HistoryEntry.Outcome;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the entries of the history. */
public final class HistoryEntryFactory {
    private final Branches branches;
    private final ParseContext parsing;
    private final JavaSteps steps;
    private final RunOrigin origin = RunOrigin.current();
    /** Checksums that were computed before they are needed, by the identity of the script's body. */
    private final Map<Body, String> preparedChecksums = Collections.synchronizedMap(new IdentityHashMap<>());

    private long cachedSecond = Long.MIN_VALUE;
    private String cachedText = "";

    /**
     * Creates a factory.
     *
     * @param parsing the settings with which the scripts were parsed
     */
    public HistoryEntryFactory(Branches branches, ParseContext parsing, JavaSteps steps) {
        this.branches = branches;
        this.parsing = parsing;
        this.steps = steps;
    }

    /**
     * An attempt to run a revision.
     *
     * @param body the parsed script; null if it was not parsed
     */
    public record Attempt(
            String revision,
            Action action,
            @Nullable MigrationScript script,
            @Nullable Body body,
            Instant started) {

        /** Returns an attempt to run a step of a plan, with the present time as its start. */
        public static Attempt of(Step step, MigrationScript script, Body body) {
            Action action =
                    script.separateBranch() == null ? actionOf(step.direction()) : ((RemovalScript) script).action();
            return new Attempt(step.revision().id(), action, script, body, Instant.now());
        }
    }

    /** Returns the action in the history for a direction. */
    private static Action actionOf(Direction direction) {
        return direction == Direction.UPGRADE ? Action.UPGRADE : Action.DOWNGRADE;
    }

    /** Creates the entry of a revision that is recorded as a head without being run. */
    public HistoryEntry stamped(String revision, Action action) {
        return entry(
                new Attempt(revision, action, branches.script(revision), null, Instant.now()),
                Duration.ZERO,
                Outcome.APPLIED,
                null);
    }

    /** Creates the entry of a changed script that is accepted. */
    HistoryEntry accepted(MigrationScript script, @Nullable Body body) {
        return entry(
                new Attempt(script.id(), Action.ACCEPT, script, body, Instant.now()),
                Duration.ZERO,
                Outcome.APPLIED,
                null);
    }

    /** Creates the entry of an attempt. */
    public HistoryEntry entry(Attempt attempt, Duration took, Outcome outcome, @Nullable String error) {
        MigrationScript script = attempt.script();
        Body body = attempt.body();
        Branch branch = script == null ? branches.of(attempt.revision()) : branches.of(script);
        ScriptFile file = script == null ? null : script.file();
        return new HistoryEntry(
                attempt.revision(),
                branch == null ? null : branch.label(),
                branch == null ? null : branch.origin(),
                attempt.action(),
                script == null ? "" : script.header().message(),
                text(attempt.started()),
                took.toMillis(),
                outcome,
                body == null ? null : checksum(script, body),
                script == null ? null : script.hash(),
                file == null ? null : file.text(),
                origin.user(),
                origin.host(),
                origin.toolVersion(),
                error);
    }

    /**
     * Returns a moment with milliseconds, in a format of constant width that sorts as text. The formatted second is
     * cached; consecutive entries usually share it.
     */
    private String text(Instant moment) {
        if (moment.getEpochSecond() != cachedSecond) {
            cachedSecond = moment.getEpochSecond();
            String second = Instant.ofEpochSecond(cachedSecond).toString();
            cachedText = second.substring(0, second.length() - 1);
        }
        int millis = moment.getNano() / 1_000_000;
        return cachedText + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis + "Z";
    }

    /** Computes the checksum of a script for its entry. May be called by another thread than the other methods. */
    public void prepareChecksum(MigrationScript script, Body body) {
        preparedChecksums.put(body, Checksum.of(script, body, parsing, steps));
    }

    private String checksum(@Nullable MigrationScript script, Body body) {
        String prepared = preparedChecksums.remove(body);
        if (prepared != null) {
            return prepared;
        }
        return script instanceof CachedScript shared
                ? shared.checksum(body, () -> Checksum.of(script, body, parsing, steps))
                : Checksum.of(script, body, parsing, steps);
    }
}
