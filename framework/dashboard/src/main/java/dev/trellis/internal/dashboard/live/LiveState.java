package dev.trellis.internal.dashboard.live;

import dev.trellis.report.HistoryEntry;
import dev.trellis.report.IncompleteRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a database.
 *
 * @param branches the branches of the project, in load order
 * @param incomplete the revision that was begun and is not complete; null for none
 * @param lockHolder a description of the session that holds the migration lock; null if no session holds it or the database
 *     does not show the session
 * @param latest the newest rows of the history, newest first
 * @param note a fact about the database that a reader has to know; null for none
 */
public record LiveState(
        List<BranchState> branches,
        @Nullable IncompleteRevision incomplete,
        @Nullable String lockHolder,
        List<HistoryEntry> latest,
        @Nullable String note) {
    public LiveState {
        branches = List.copyOf(branches);
        latest = List.copyOf(latest);
    }

    /**
     * The state of a branch in a database.
     *
     * @param label the label of the branch
     * @param current the applied revisions without an applied child, sorted
     * @param pending the number of revisions that are not applied
     */
    public record BranchState(String label, List<String> current, int pending) {
        public BranchState {
            current = List.copyOf(current);
        }
    }

    /** Returns the number of revisions that are not applied. */
    public int pending() {
        return branches.stream().mapToInt(BranchState::pending).sum();
    }
}
