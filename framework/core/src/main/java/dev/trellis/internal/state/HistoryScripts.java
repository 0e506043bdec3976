package dev.trellis.internal.state;

import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.report.HistoryEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Restores the missing scripts of applied revisions from the texts in the history. */
public final class HistoryScripts {
    private HistoryScripts() {}

    /**
     * Adds the missing scripts to the branches.
     *
     * @return the branches unchanged if the history stores none of the missing scripts, or if the branches would not form a
     *     graph with these scripts
     */
    public static Branches with(Branches branches, DatabaseState state, HistoryTable history) throws SQLException {
        List<Long> keys = new ArrayList<>();
        state.lastByRevision().forEach((revision, last) -> {
            if (branches.script(revision) == null
                    && branches.graph().baselineOf(revision).isEmpty()
                    && !last.downgraded()) {
                keys.add(last.id());
            }
        });
        Map<MigrationScript, Branch> scripts = new LinkedHashMap<>();
        for (HistoryEntry entry : history.entries(keys)) {
            String text = entry.script();
            if (text != null) {
                scripts.put(
                        StoredScript.of("the history of revision " + entry.revision(), text), branch(branches, entry));
            }
        }
        try {
            return scripts.isEmpty() ? branches : branches.with(scripts);
        } catch (TrellisException e) {
            return branches;
        }
    }

    private static Branch branch(Branches branches, HistoryEntry entry) {
        String label = entry.branch() == null ? "" : entry.branch();
        String origin = entry.origin() == null ? "the history" : entry.origin();
        return branches.find(label)
                .orElseGet(() -> Branch.builder(label, origin).build());
    }
}
