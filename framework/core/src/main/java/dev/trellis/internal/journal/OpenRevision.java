package dev.trellis.internal.journal;

import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.internal.protection.ProtectedSchemaMonitor.Interruption;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.revision.Direction;
import org.jspecify.annotations.Nullable;

/**
 * A revision that was begun and is not complete: another process is running it now, or was interrupted while running it.
 *
 * @param id the key of its row in the history table
 * @param entry the history entry in the row
 * @param fingerprintBefore the fingerprint of the protected tables before the revision began; null if the tables were not
 *     monitored
 */
public record OpenRevision(
        long id,
        HistoryEntry entry,
        JournalProgress progress,
        @Nullable Fingerprint fingerprintBefore) {

    /** Returns the direction in which the revision was run. */
    public Direction direction() {
        return entry.direction() == Action.DOWNGRADE ? Direction.DOWNGRADE : Direction.UPGRADE;
    }

    /** Describes the interrupted run as a noun phrase without an article. */
    public String describe() {
        return entry.direction() + " of revision " + entry.revision() + ", begun by " + entry.username() + " on "
                + entry.host() + " at " + entry.startedAt();
    }

    /** Returns the facts about the interrupted revision that the check of protected tables needs. */
    public Interruption interruption() {
        return new Interruption(entry.revision(), describe(), fingerprintBefore);
    }
}
