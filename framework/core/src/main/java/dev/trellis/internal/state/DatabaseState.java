package dev.trellis.internal.state;

import dev.trellis.revision.Heads;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records that {@link MigrationState#read} found in a database at one moment: the heads in its version table and a
 * summary of its history table.
 *
 * @param heads the rows of the version table
 * @param hasVersionTable whether the version table exists
 * @param hasHistoryTable whether the history table exists
 * @param lastByRevision the last successful row of the history for each revision that has one
 * @param removals the removals of branches whose return is not complete, oldest first
 * @param openRevision the key of the row of a revision that another process is running now, or was interrupted while
 *     running; null if there is none
 */
public record DatabaseState(
        Heads heads,
        boolean hasVersionTable,
        boolean hasHistoryTable,
        Map<String, Last> lastByRevision,
        List<Removal> removals,
        @Nullable Long openRevision) {

    /**
     * The last successful row of a revision.
     *
     * @param id the key of the row
     * @param downgraded whether the row records a downgrade
     * @param sourceHash the hash of the script at that time; null if there was none
     */
    public record Last(
            long id, boolean downgraded, @Nullable String sourceHash) {}

    /**
     * A branch whose tables {@code remove --keep-data} has set aside, or whose tables have been restored without all of their
     * foreign keys.
     *
     * @param id the key of the last row of the removal
     * @param isRestored whether the tables have been restored, so that only foreign keys are missing
     */
    public record Removal(long id, boolean isRestored) {}

    /** Returns a state without a history. */
    static DatabaseState withoutHistory(Heads heads, boolean hasVersionTable) {
        return new DatabaseState(heads, hasVersionTable, false, Map.of(), List.of(), null);
    }

    /** Whether the tables of a branch have been restored and foreign keys of them are still missing. */
    public boolean lacksKeys() {
        for (Removal removal : removals) {
            if (removal.isRestored()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a revision is open. A run must finish an open revision before it runs another revision. */
    public boolean hasOpenRevision() {
        return openRevision != null;
    }
}
