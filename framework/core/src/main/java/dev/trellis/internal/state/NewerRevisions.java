package dev.trellis.internal.state;

import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether Trellis works with a database to which a newer release has applied revisions. The history contains the
 * scripts of these revisions. A release accepts them if each script declares {@code compatible: true}, or if its
 * configuration contains {@code tolerate: newer}.
 */
public final class NewerRevisions {
    private NewerRevisions() {}

    /**
     * Returns the branches with the scripts of the applied revisions that only the history contains.
     *
     * @param toleratesAll whether to accept scripts that do not declare {@code compatible: true}
     * @return the branches unchanged if they contain every applied revision
     * @throws StateException {@code unexplained_revision} with all revisions that are not accepted
     * @throws dev.trellis.revision.RevisionException {@code below_baseline} if a baseline replaces one of them
     */
    public static Branches accept(Branches branches, DatabaseState state, HistoryTable history, boolean toleratesAll)
            throws SQLException {
        if (unknown(branches, state).isEmpty()) {
            return branches;
        }
        branches.graph().refuseReplaced(state.heads());
        Branches complete = HistoryScripts.with(branches, state, history);
        Set<String> refused = new TreeSet<>(unknown(complete, state));
        if (!refused.isEmpty()) {
            throw refusal(refused, state, history);
        }
        Set<String> known = new HashSet<>();
        branches.graph().revisions().forEach(revision -> known.add(revision.id()));
        for (Revision applied : complete.graph().applied(state.heads())) {
            MigrationScript script = complete.script(applied.id());
            boolean isKnown = !known.add(applied.id());
            if (!isKnown && !toleratesAll && (script == null || !script.header().compatible())) {
                refused.add(applied.id());
            }
        }
        if (!refused.isEmpty()) {
            throw refusal(refused, state, history);
        }
        return complete.only(known);
    }

    /** Returns the rows of the version table that name no revision. */
    private static List<String> unknown(Branches branches, DatabaseState state) {
        RevisionGraph graph = branches.graph();
        return state.heads().ids().stream()
                .filter(row -> graph.find(row).isEmpty())
                .toList();
    }

    private static StateException refusal(Set<String> revisions, DatabaseState state, HistoryTable history)
            throws SQLException {
        List<Long> keys = new ArrayList<>();
        for (String revision : revisions) {
            DatabaseState.Last last = state.lastByRevision().get(revision);
            if (last != null) {
                keys.add(last.id());
            }
        }
        Set<String> origins = new LinkedHashSet<>();
        for (HistoryEntry entry : history.entries(keys)) {
            origins.add(MigrationState.origin(entry));
        }
        return StateException.unexplainedRevisions(List.copyOf(revisions), List.copyOf(origins));
    }
}
