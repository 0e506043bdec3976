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

/** Revisions that no script explains any more, from the scripts that the history has kept of them. */
public final class HistoryScripts {
    private HistoryScripts() {}

    /**
     * The branches, and what the history knows besides of what is applied.
     *
     * @return the same branches when it knows nothing more, or what it knows is not enough to make a graph of
     * @throws SQLException as the driver throws it
     */
    public static Branches with(Branches branches, DatabaseState recorded, HistoryTable history) throws SQLException {
        List<Long> keys = new ArrayList<>();
        recorded.last().forEach((revision, last) -> {
            if (branches.script(revision) == null && !last.direction().equals("downgrade")) {
                keys.add(last.id());
            }
        });
        Map<MigrationScript, Branch> found = new LinkedHashMap<>();
        for (HistoryEntry entry : history.entries(keys)) {
            String text = entry.script();
            if (text != null) {
                found.put(
                        StoredScript.of("the history of revision " + entry.revision(), text), branch(branches, entry));
            }
        }
        try {
            return found.isEmpty() ? branches : branches.with(found);
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
