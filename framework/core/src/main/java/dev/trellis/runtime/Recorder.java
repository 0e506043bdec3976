package dev.trellis.runtime;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.Script;
import dev.trellis.script.ScriptFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the lines of the history. */
final class Recorder {
    private final Branches branches;
    private final Machine machine = Machine.current();

    Recorder(Branches branches) {
        this.branches = branches;
    }

    /**
     * The line of an attempt at a step.
     *
     * @param script null when no script explains the revision
     * @param body null when it could not be read
     * @param error what went wrong, or null
     */
    Entry entry(
            Step step,
            @Nullable Script script,
            @Nullable Body body,
            Instant started,
            long millis,
            @Nullable String error) {
        String id = step.revision().id();
        ScriptFile file = script == null ? null : script.file();
        String text = file == null ? null : file.text();
        return entry(
                id,
                word(step.direction()),
                script,
                started,
                millis,
                error == null ? Entry.APPLIED : Entry.FAILED,
                body == null ? null : Checksum.of(body),
                text,
                error);
    }

    /** The line of a stamp. */
    Entry stamp(String revision) {
        return entry(revision, "stamp", branches.script(revision), Instant.now(), 0, Entry.APPLIED, null, null, null);
    }

    private Entry entry(
            String revision,
            String direction,
            @Nullable Script script,
            Instant started,
            long millis,
            String outcome,
            @Nullable String checksum,
            @Nullable String text,
            @Nullable String error) {
        Branch branch = branches.of(revision);
        return new Entry(
                revision,
                branch == null ? null : branch.label(),
                branch == null ? null : branch.origin(),
                direction,
                script == null ? "" : script.header().message(),
                started.truncatedTo(ChronoUnit.MILLIS).toString(),
                millis,
                outcome,
                checksum,
                text == null ? null : Checksum.of(text),
                text,
                machine.user(),
                machine.host(),
                machine.toolVersion(),
                error);
    }

    static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }
}
