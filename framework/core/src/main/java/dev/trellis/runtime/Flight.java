package dev.trellis.runtime;

import dev.trellis.revision.Direction;
import org.jspecify.annotations.Nullable;

/**
 * A revision that was begun and is not done: somebody is at it, or it was stopped.
 *
 * @param id the key of its line in the history
 * @param entry that line
 * @param before the protected tables as they were when it was begun; null when nobody looked
 */
record Flight(
        long id, Entry entry, Progress progress, @Nullable Fingerprint before) {

    Direction direction() {
        return entry.direction().equals("downgrade") ? Direction.DOWNGRADE : Direction.UPGRADE;
    }

    String said() {
        return entry.direction() + " of revision " + entry.revision() + ", begun by " + entry.username() + " on "
                + entry.host() + " at " + entry.startedAt();
    }
}
