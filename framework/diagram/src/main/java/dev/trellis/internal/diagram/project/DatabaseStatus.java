package dev.trellis.internal.diagram.project;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of the configured database.
 *
 * @param database the database as messages name it, without a password; empty if none is configured
 * @param kind the name of the dialect; empty if no database is configured
 * @param applied the identifiers of the applied revisions; null if the database was not read
 * @param current the applied revisions without an applied child
 * @param attempts the rows of the history table, oldest first
 * @param note the reason why the database was not read, or a fact about it; null for none
 */
public record DatabaseStatus(
        String database,
        String kind,
        @Nullable Set<String> applied,
        List<String> current,
        List<HistoryEntry> attempts,
        @Nullable String note) {
    public DatabaseStatus {
        current = List.copyOf(current);
        attempts = List.copyOf(attempts);
    }

    private record Rows(Heads heads, List<HistoryEntry> attempts) {}

    /** Returns the state of a database that is not read. */
    public static DatabaseStatus notRead(String reason) {
        return new DatabaseStatus("", "", null, List.of(), List.of(), reason);
    }

    /** Reads the configured database. A failure becomes a note. */
    public static DatabaseStatus read(Workspace workspace) {
        if (!workspace.hasDatabase()) {
            return notRead("no database is configured");
        }
        RevisionGraph graph = workspace.graph();
        String kind = workspace.dialect().name();
        String database = "";
        try {
            database = workspace.database().display();
            boolean isMissing = workspace.isDatabaseMissing();
            Rows rows = workspace.reading("reading the version table", session -> {
                MigrationState state = workspace.state(session);
                return new Rows(
                        workspace.heads(session),
                        state.history().entries().stream()
                                .map(entry -> entry.withTexts(workspace.secrets()::hide))
                                .toList());
            });
            Set<String> applied = new HashSet<>();
            graph.applied(rows.heads()).forEach(revision -> applied.add(revision.id()));
            List<String> current = graph.current(rows.heads()).stream()
                    .map(Revision::id)
                    .sorted()
                    .toList();
            return new DatabaseStatus(
                    database, kind, applied, current, rows.attempts(), isMissing ? Workspace.MISSING_DATABASE : null);
        } catch (TrellisException e) {
            return new DatabaseStatus(
                    database,
                    kind,
                    null,
                    List.of(),
                    List.of(),
                    "the database could not be read: " + e.problem().message());
        }
    }
}
