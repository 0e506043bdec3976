package dev.trellis.internal.command;

import dev.trellis.internal.connection.Session;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.HistoryTable;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.RenameTable;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.report.RemovedBranchReport;
import dev.trellis.script.LocatedOperation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The branches whose tables {@code remove --keep-data} has set aside. */
public final class RemovedBranches {
    private final Workspace workspace;

    public RemovedBranches(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Returns the branches, oldest removal first. */
    public List<RemovedBranchReport> all() {
        return workspace.reading("reading the history", this::all);
    }

    private List<RemovedBranchReport> all(Session session) throws SQLException {
        MigrationState state = workspace.state(session);
        DatabaseState found = state.read();
        HistoryTable history = state.history();
        List<Long> keys =
                found.removals().stream().map(DatabaseState.Removal::id).toList();
        return history.entries(keys).stream().map(this::report).toList();
    }

    private RemovedBranchReport report(HistoryEntry entry) {
        RemovalScript removal = RemovalScript.of(entry);
        Map<String, String> tables = new TreeMap<>();
        List<String> keys = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        List<LocatedOperation> back = removal.body(workspace.parsing()).downgrade();
        for (LocatedOperation located : back == null ? List.<LocatedOperation>of() : back) {
            if (located.operation() instanceof RenameTable rename) {
                tables.put(
                        rename.table().renamed(rename.to()).toString(),
                        rename.table().toString());
            } else if (located.operation() instanceof CreateForeignKey create) {
                keys.add(create.table() + "(" + String.join(", ", create.key().columns()) + ") -> "
                        + create.key().references());
            } else if (located.operation() instanceof CreateDefinition create) {
                definitions.add(create.definition().name().describe());
            }
        }
        boolean isRestored = entry.direction() == Action.RESTORE;
        return new RemovedBranchReport(
                removal.separateBranch(),
                entry.origin(),
                entry.startedAt(),
                isRestored ? removal.revision().downRevisions() : removal.removedRows(),
                tables,
                keys,
                definitions,
                isRestored);
    }
}
