package dev.trellis.internal.state;

import dev.trellis.error.TrellisException;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the revisions that were placed below revisions which had already been applied. The heads imply that all revisions
 * below them are applied, so such a revision is never run. Trellis recognizes the revision because the recorded script of
 * the revision above it does not name it.
 */
public final class SkippedRevisions {
    private final RevisionGraph graph;
    private final HistoryTable history;

    public SkippedRevisions(RevisionGraph graph, HistoryTable history) {
        this.graph = graph;
        this.history = history;
    }

    /** Returns a note about each revision that was placed below applied revisions. */
    public List<String> notes(Heads heads, DatabaseState state) throws SQLException {
        // A loop, because a stream would be slower: the method runs
        // at the start of each upgrade and usually finds nothing.
        List<Revision> unrecorded = new ArrayList<>();
        for (Revision revision : graph.applied(heads)) {
            if (!isRecorded(revision, state)) {
                unrecorded.add(revision);
            }
        }
        if (unrecorded.isEmpty()) {
            return List.of();
        }
        Map<String, HistoryEntry> entries = entries(unrecorded, state);
        List<String> notes = new ArrayList<>();
        for (Revision revision : unrecorded) {
            graph.dependents(revision.id()).stream()
                    .filter(above -> wasRunWithout(revision, entries.get(above.id())))
                    .findFirst()
                    .ifPresent(above -> notes.add(note(revision, above)));
        }
        return notes;
    }

    private static boolean isRecorded(Revision revision, DatabaseState state) {
        DatabaseState.Last last = state.lastByRevision().get(revision.id());
        return last != null && !last.downgraded();
    }

    /** Returns the last history entries of the revisions directly above the given revisions, by identifier. */
    private Map<String, HistoryEntry> entries(List<Revision> revisions, DatabaseState state) throws SQLException {
        List<Long> keys = revisions.stream()
                .flatMap(revision -> graph.dependents(revision.id()).stream())
                .filter(above -> isRecorded(above, state))
                .flatMap(above -> Stream.ofNullable(state.lastByRevision().get(above.id())))
                .map(DatabaseState.Last::id)
                .distinct()
                .toList();
        Map<String, HistoryEntry> entries = new HashMap<>();
        for (HistoryEntry entry : history.entries(keys)) {
            entries.put(entry.revision(), entry);
        }
        return entries;
    }

    /**
     * Returns whether an entry records a run whose script did not name the revision, although all revisions that the script
     * named still exist.
     */
    private boolean wasRunWithout(Revision revision, @Nullable HistoryEntry entry) {
        if (entry == null || entry.direction() != Action.UPGRADE || entry.script() == null) {
            return false;
        }
        Revision recorded = recorded(entry.revision(), entry.script());
        return recorded != null
                && recorded.downRevisions().stream()
                        .allMatch(id -> graph.find(id).isPresent())
                && Stream.concat(recorded.downRevisions().stream(), recorded.dependsOn().stream())
                        .noneMatch(name -> name.equals(revision.id())
                                || revision.isReplacing(name)
                                || revision.branchLabels().contains(name));
    }

    private static @Nullable Revision recorded(String revision, String script) {
        try {
            return StoredScript.of("the history of revision " + revision, script)
                    .revision();
        } catch (TrellisException writtenByAnotherVersion) {
            return null;
        }
    }

    private static String note(Revision revision, Revision above) {
        return "revision " + revision.id() + " is not run: it is now an ancestor of " + above.id()
                + ", which this database has run without it. To run " + revision.id()
                + ", restore the former down_revision of " + above.id()
                + ", run trellis upgrade heads, and join the two heads: trellis merge heads";
    }
}
