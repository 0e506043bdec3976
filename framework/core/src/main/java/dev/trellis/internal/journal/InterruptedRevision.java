package dev.trellis.internal.journal;

import dev.trellis.internal.protection.Fingerprint;
import dev.trellis.report.HistoryEntry;
import dev.trellis.revision.Direction;
import org.jspecify.annotations.Nullable;

/**
 * A revision that was begun and is not done: somebody is at it, or it was stopped.
 *
 * @param id the key of its line in the history
 * @param entry that line
 * @param before the protected tables as they were when it was begun; null when nobody looked
 */
public record InterruptedRevision(
        long id,
        HistoryEntry entry,
        JournalProgress progress,
        @Nullable Fingerprint before) {

    public Direction direction() {
        return entry.direction().equals("downgrade") ? Direction.DOWNGRADE : Direction.UPGRADE;
    }

    public String describe() {
        return entry.direction() + " of revision " + entry.revision() + ", begun by " + entry.username() + " on "
                + entry.host() + " at " + entry.startedAt();
    }
}
