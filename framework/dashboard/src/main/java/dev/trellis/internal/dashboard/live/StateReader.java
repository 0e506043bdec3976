package dev.trellis.internal.dashboard.live;

import dev.trellis.Listener;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.IncompleteRevision;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the state of the database of a workspace. Creates nothing, and does not take the migration lock. */
final class StateReader {
    private static final int LATEST = 30;

    private final Workspace workspace;

    StateReader(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Returns the state. */
    LiveState read() {
        boolean isMissing = workspace.isDatabaseMissing();
        return workspace.reading("reading the state", session -> {
            MigrationState state = workspace.state(session);
            Heads heads = workspace.acceptedHeads(session);
            Long open = state.read().openRevision();
            return new LiveState(
                    branches(heads),
                    open == null ? null : incomplete(state, open),
                    lockHolder(session, state),
                    state.history().latest(LATEST).stream()
                            .map(this::withoutSecrets)
                            .toList(),
                    isMissing ? Workspace.MISSING_DATABASE : null);
        });
    }

    /** Returns the newest rows of the history, newest first. */
    List<HistoryEntry> history(int count) {
        return workspace.reading(
                "reading the history",
                session -> workspace.state(session).history().latest(count).stream()
                        .map(this::withoutSecrets)
                        .toList());
    }

    private HistoryEntry withoutSecrets(HistoryEntry entry) {
        return entry.withTexts(workspace.database().secrets()::hide);
    }

    private static @Nullable IncompleteRevision incomplete(MigrationState state, long key) throws SQLException {
        return state.history().entries(List.of(key)).stream()
                .findFirst()
                .map(IncompleteRevision::of)
                .orElse(null);
    }

    private @Nullable String lockHolder(Session session, MigrationState state) throws SQLException {
        return new MigrationLock(
                        session, state, Duration.ZERO, workspace.configuration().lockLease(), Listener.NONE)
                .holdingSession()
                .orElse(null);
    }

    private List<LiveState.BranchState> branches(Heads heads) {
        RevisionGraph graph = workspace.graph();
        Set<String> applied = graph.applied(heads).stream().map(Revision::id).collect(Collectors.toSet());
        List<String> current =
                graph.current(heads).stream().map(Revision::id).sorted().toList();
        return workspace.branches().all().stream()
                .map(branch -> {
                    List<String> all = workspace.branches().revisions(branch).stream()
                            .map(Revision::id)
                            .toList();
                    return new LiveState.BranchState(
                            branch.label(),
                            current.stream().filter(all::contains).toList(),
                            (int) all.stream()
                                    .filter(id -> !applied.contains(id))
                                    .count());
                })
                .toList();
    }
}
