package dev.trellis.internal.state;

import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.run.RunException;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Revision;
import dev.trellis.script.Body;
import dev.trellis.script.Script;
import dev.trellis.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that say something else than when they were applied. Fingerprints of their bytes tell which may; only those
 * are read, then as now, and compared by what they mean. Of Java its author tells, by the version that is declared.
 */
public final class ChangedScripts {
    private final HistoryTable history;
    private final Branches branches;
    private final ParseContext reading;
    private final JavaSteps steps;
    private final SqlSyntax syntax;

    public ChangedScripts(HistoryTable history, Branches branches, ParseContext reading, JavaSteps steps) {
        this.history = history;
        this.branches = branches;
        this.reading = reading;
        this.steps = steps;
        this.syntax = reading.dialect().syntax();
    }

    /**
     * A script that has changed.
     *
     * @param then the line of the history with the script as it was
     */
    public record Changed(Script script, @Nullable Body body, HistoryEntry then) {}

    /**
     * Those among the applied revisions.
     *
     * @throws SQLException as the driver throws it
     */
    public List<Changed> among(Collection<Revision> applied, DatabaseState recorded) throws SQLException {
        Map<Long, Script> suspects = new HashMap<>();
        for (Revision revision : applied) {
            DatabaseState.Last last = recorded.last().get(revision.id());
            Script script = branches.script(revision.id());
            if (last != null
                    && last.sourceHash() != null
                    && script != null
                    && !last.sourceHash().equals(script.hash())) {
                suspects.put(last.id(), script);
            }
        }
        Map<String, Script> byRevision = new HashMap<>();
        suspects.values().forEach(script -> byRevision.put(script.id(), script));
        List<Changed> changed = new ArrayList<>();
        for (HistoryEntry then : history.entries(suspects.keySet())) {
            Script script = byRevision.get(then.revision());
            if (script != null) {
                Body now = read(script);
                if (!isSame(then, script, now)) {
                    changed.add(new Changed(script, now, then));
                }
            }
        }
        return changed;
    }

    /**
     * Those among the applied revisions whose scripts are the same, and run Java that is another. They are told of and
     * not refused, since another compiler makes another class of the same source.
     *
     * @throws SQLException as the driver throws it
     */
    public List<Changed> steps(Collection<Revision> applied, DatabaseState recorded) throws SQLException {
        Map<Long, Script> running = new HashMap<>();
        for (Revision revision : steps.isEmpty() ? List.<Revision>of() : applied) {
            DatabaseState.Last last = recorded.last().get(revision.id());
            Script script = branches.script(revision.id());
            ScriptFile file = script == null ? null : script.file();
            if (last != null && script != null && file != null && JavaStepFingerprint.mayRun(file.text())) {
                running.put(last.id(), script);
            }
        }
        List<Changed> changed = new ArrayList<>();
        for (HistoryEntry then : history.entries(running.keySet())) {
            Script script = branches.script(then.revision());
            Body now = script == null ? null : read(script);
            if (script != null && now != null && isOther(then, now)) {
                changed.add(new Changed(script, now, then));
            }
        }
        return changed;
    }

    private boolean isOther(HistoryEntry then, Body now) {
        String alone = Checksum.of(now, syntax);
        String with = Checksum.of(now, syntax, steps);
        String was = then.checksum();
        return was != null && Checksum.isSameScript(alone, was) && Checksum.isOtherStep(with, was, alone);
    }

    private boolean isSame(HistoryEntry then, Script script, @Nullable Body now) {
        if (now == null || script.file() == null) {
            return false;
        }
        String checksum = Checksum.of(now, syntax);
        String text = then.script();
        boolean same = Checksum.isSameScript(checksum, then.checksum());
        if (same || text == null) {
            return same;
        }
        // Another version of Trellis may have summed differently; what counts is what the text meant.
        try {
            Body before = StoredScript.of(script.display(), text).body(reading);
            return checksum.equals(Checksum.of(before, syntax));
        } catch (TrellisException e) {
            return false;
        }
    }

    private @Nullable Body read(Script script) {
        try {
            return script.body(reading);
        } catch (TrellisException e) {
            return null;
        }
    }

    /** @throws TrellisException {@code changed_script} for each of them */
    public static void refuse(List<Changed> changed) {
        Problems problems = new Problems();
        changed.forEach(each -> problems.add(problem(each)));
        problems.throwIfAny();
    }

    /** What to say of one of {@link #steps}. */
    public static String note(Changed changed) {
        return changed.script().display() + ": revision " + changed.script().id() + " ran Java at "
                + changed.then().startedAt()
                + " whose class is another one now. Has the step come to do something else,"
                + " bind that under a name of its own, for a new revision; if not, as when another compiler made it:"
                + " trellis upgrade --accept-changed";
    }

    /** What to say of one. */
    public static Problem problem(Changed changed) {
        ScriptFile file = changed.script().file();
        String was = Objects.requireNonNullElse(changed.then().sourceHash(), "");
        String then = Objects.requireNonNullElse(changed.then().script(), file == null ? was : "");
        String now = file == null ? Objects.requireNonNullElse(changed.script().hash(), "") : file.text();
        String diff = String.join("\n  | ", TextDiff.of(then, now));
        return RunException.changedScript(changed.script(), changed.then(), diff);
    }

    /** Takes them as they are now. */
    public void accept(List<Changed> changed) throws SQLException {
        HistoryEntryFactory recorder = new HistoryEntryFactory(branches, syntax, steps);
        for (Changed each : changed) {
            history.add(recorder.accept(each.script(), each.body()));
        }
    }
}
