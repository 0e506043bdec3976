package dev.trellis.internal.state;

import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.SchemaVariables;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Revision;
import dev.trellis.script.Body;
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
 * Finds the scripts that have changed since they were applied. The hashes of the texts show which scripts may have changed.
 * Only these scripts are parsed, and the applied text and the present text are compared by their meaning. A Java migration
 * has changed if its declared version has. The values of variables in the names of schemas make no difference.
 */
public final class ChangedScripts {
    private final HistoryTable history;
    private final Branches branches;
    private final ParseContext parsing;
    private final JavaSteps steps;
    private final SqlSyntax syntax;

    public ChangedScripts(HistoryTable history, Branches branches, ParseContext parsing, JavaSteps steps) {
        this.history = history;
        this.branches = branches;
        this.parsing = parsing.with(SchemaVariables.AS_WRITTEN);
        this.steps = steps;
        this.syntax = parsing.dialect().syntax();
    }

    /**
     * A script that has changed.
     *
     * @param body the parsed script; null if it cannot be parsed
     * @param applied the entry of the history with the script that was applied
     */
    public record Changed(MigrationScript script, @Nullable Body body, HistoryEntry applied) {}

    /** Finds the changed scripts of the applied revisions. */
    public List<Changed> among(Collection<Revision> applied, DatabaseState state) throws SQLException {
        Map<Long, MigrationScript> suspects = new HashMap<>();
        for (Revision revision : applied) {
            DatabaseState.Last last = state.lastByRevision().get(revision.id());
            MigrationScript script = branches.script(revision.id());
            if (last != null
                    && last.sourceHash() != null
                    && script != null
                    && !last.sourceHash().equals(script.hash())) {
                suspects.put(last.id(), script);
            }
        }
        Map<String, MigrationScript> byRevision = new HashMap<>();
        suspects.values().forEach(script -> byRevision.put(script.id(), script));
        List<Changed> changed = new ArrayList<>();
        for (HistoryEntry entry : history.entries(suspects.keySet())) {
            MigrationScript script = byRevision.get(entry.revision());
            if (script != null && !StoredScript.isReplaced(entry, script.revision())) {
                Body body = parse(script);
                if (!isSame(entry, script, body)) {
                    changed.add(new Changed(script, body, entry));
                }
            }
        }
        return changed;
    }

    /**
     * Finds the applied revisions whose scripts are the same but run Java steps with a different class. Such scripts are
     * reported and not refused, because another compiler produces another class from the same source.
     */
    public List<Changed> withChangedSteps(Collection<Revision> applied, DatabaseState state) throws SQLException {
        Map<Long, MigrationScript> running = new HashMap<>();
        for (Revision revision : steps.isEmpty() ? List.<Revision>of() : applied) {
            DatabaseState.Last last = state.lastByRevision().get(revision.id());
            MigrationScript script = branches.script(revision.id());
            ScriptFile file = script == null ? null : script.file();
            if (last != null && script != null && file != null && JavaStepFingerprint.mayRun(file.text())) {
                running.put(last.id(), script);
            }
        }
        List<Changed> changed = new ArrayList<>();
        for (HistoryEntry entry : history.entries(running.keySet())) {
            MigrationScript script = branches.script(entry.revision());
            Body body = script == null ? null : parse(script);
            if (script != null && body != null && hasOtherSteps(entry, body)) {
                changed.add(new Changed(script, body, entry));
            }
        }
        return changed;
    }

    private boolean hasOtherSteps(HistoryEntry applied, Body body) {
        String ofOperations = Checksum.of(body, syntax);
        String present = Checksum.of(body, syntax, steps);
        String recorded = applied.checksum();
        return recorded != null
                && Checksum.isSameScript(ofOperations, recorded)
                && Checksum.hasOtherSteps(present, recorded, ofOperations);
    }

    private boolean isSame(HistoryEntry applied, MigrationScript script, @Nullable Body body) {
        if (body == null || script.file() == null) {
            return false;
        }
        String checksum = Checksum.of(body, syntax);
        String text = applied.script();
        boolean isSame = Checksum.isSameScript(checksum, applied.checksum());
        if (isSame || text == null) {
            return isSame;
        }
        // Another version of Trellis may have computed the recorded
        // checksum differently: compute it from the recorded text.
        try {
            Body appliedBody = StoredScript.of(script.display(), text).body(parsing);
            return checksum.equals(Checksum.of(appliedBody, syntax));
        } catch (TrellisException e) {
            return false;
        }
    }

    private @Nullable Body parse(MigrationScript script) {
        try {
            return script.body(parsing);
        } catch (TrellisException e) {
            return null;
        }
    }

    /**
     * Refuses changed scripts.
     *
     * @throws TrellisException {@code changed_script} for each changed script
     */
    public static void refuse(List<Changed> changed) {
        Problems problems = new Problems();
        changed.forEach(script -> problems.add(problem(script)));
        problems.throwIfAny();
    }

    /** Returns the note about a script found by {@link #withChangedSteps}. */
    public static String note(Changed changed) {
        return changed.script().display() + ": the class of a Java step that revision "
                + changed.script().id() + " ran at " + changed.applied().startedAt() + " has changed since."
                + " If the step now does something else, bind it under a new name and use that name in a new revision."
                + " If the class differs only because another compiler built it, run: trellis upgrade --accept-changed"
                + " heads";
    }

    /** Returns the note about a script that has changed, for a command that continues nevertheless. */
    public static String continued(Changed changed) {
        return changed.script().display() + ": " + problem(changed).message();
    }

    /** Returns the problem of a script found by {@link #among}. */
    public static Problem problem(Changed changed) {
        ScriptFile file = changed.script().file();
        String recordedHash = Objects.requireNonNullElse(changed.applied().sourceHash(), "");
        String recorded = Objects.requireNonNullElse(changed.applied().script(), file == null ? recordedHash : "");
        String present =
                file == null ? Objects.requireNonNullElse(changed.script().hash(), "") : file.text();
        String diff = String.join("\n  | ", TextDiff.of(recorded, present));
        return StateException.changedScript(changed.script(), changed.applied(), diff);
    }

    /** Accepts changed scripts: adds an entry with the present checksum for each. */
    public void accept(List<Changed> changed) throws SQLException {
        HistoryEntryFactory entries = new HistoryEntryFactory(branches, parsing, steps);
        for (Changed script : changed) {
            history.add(entries.accepted(script.script(), script.body()));
        }
    }
}
