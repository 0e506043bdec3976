package dev.trellis.internal.state;

import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.revision.Step;
import dev.trellis.script.Body;
import dev.trellis.script.Header;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A script that sets the tables of a branch aside or restores them. Trellis generates it for one database, runs it like a
 * revision and keeps it in the history only; it is never part of the revision graph. Its header states its changes of the
 * version table: {@code depends_on} are the rows that it removes, {@code down_revision} are the rows that it adds. The
 * downgrade of a script that sets tables aside contains the operations that restore them; the downgrade of a script that
 * restores them contains the foreign keys that are still missing.
 *
 * @param text the script as it is stored
 * @param action the action that the history records
 */
public record RemovalScript(MigrationScript text, Action action) implements MigrationScript {

    /** Returns the script that an entry of the history contains. */
    public static RemovalScript of(HistoryEntry entry) {
        String display = "the " + entry.direction() + " of branch '" + entry.branch() + "'";
        return new RemovalScript(StoredScript.of(display, String.valueOf(entry.script())), entry.direction());
    }

    /** Returns whether an action is one of a script like this. */
    public static boolean isActionOf(HistoryEntry entry) {
        return switch (entry.direction()) {
            case REMOVE, RESTORE, RETURN -> true;
            case UPGRADE, DOWNGRADE, STAMP, CREATE, ACCEPT -> false;
        };
    }

    /** Returns the label of the branch. */
    @Override
    public String separateBranch() {
        return revision().branchLabels().iterator().next();
    }

    /** Returns the rows of the version table that the script removes. */
    public List<String> removedRows() {
        return revision().dependsOn();
    }

    /** Returns the plan that consists of this script; empty if the rows of the version table are not the expected ones. */
    public Plan plan(Heads heads) {
        Revision revision = revision();
        Step step = new Step(
                Direction.UPGRADE,
                revision,
                new TreeSet<>(revision.dependsOn()),
                new TreeSet<>(revision.downRevisions()));
        boolean isPossible = heads.ids().containsAll(step.removed())
                && step.added().stream().noneMatch(row -> heads.ids().contains(row));
        return isPossible ? new Plan(heads, List.of(step), heads.after(step)) : new Plan(heads, List.of(), heads);
    }

    @Override
    public Header header() {
        return text.header();
    }

    @Override
    public String display() {
        return text.display();
    }

    @Override
    public ScriptFile file() {
        return Objects.requireNonNull(text.file());
    }

    @Override
    public Body body(ParseContext context) {
        return text.body(context);
    }
}
