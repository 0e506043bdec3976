package dev.trellis.runtime;

import dev.trellis.branch.Branches;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.revision.Revision;
import dev.trellis.script.Body;
import dev.trellis.script.ReadingContext;
import dev.trellis.script.Script;
import dev.trellis.script.ScriptFile;
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
    private final ReadingContext reading;
    private final SqlSyntax syntax;

    public ChangedScripts(HistoryTable history, Branches branches, ReadingContext reading) {
        this.history = history;
        this.branches = branches;
        this.reading = reading;
        this.syntax = reading.dialect().syntax();
    }

    /**
     * A script that has changed.
     *
     * @param then the line of the history with the script as it was
     */
    public record Changed(Script script, @Nullable Body body, Entry then) {}

    /**
     * Those among the applied revisions.
     *
     * @throws SQLException as the driver throws it
     */
    public List<Changed> among(Collection<Revision> applied, Recorded recorded) throws SQLException {
        Map<Long, Script> suspects = new HashMap<>();
        for (Revision revision : applied) {
            Recorded.Last last = recorded.last().get(revision.id());
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
        for (Entry then : history.entries(suspects.keySet())) {
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

    private boolean isSame(Entry then, Script script, @Nullable Body now) {
        if (now == null || script.file() == null) {
            return false;
        }
        String checksum = Checksum.of(now, syntax);
        String text = then.script();
        if (checksum.equals(then.checksum()) || text == null) {
            return checksum.equals(then.checksum());
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
        Recorder recorder = new Recorder(branches, syntax);
        for (Changed each : changed) {
            history.add(recorder.accept(each.script(), each.body()));
        }
    }
}
