package dev.trellis.runtime;

import dev.trellis.revision.Direction;

/**
 * A revision that was begun and is not done: somebody is at it, or it was stopped.
 *
 * @param id the key of its line in the history
 * @param entry that line
 */
record Flight(long id, Entry entry, Progress progress) {

    Direction direction() {
        return entry.direction().equals("downgrade") ? Direction.DOWNGRADE : Direction.UPGRADE;
    }

    String said() {
        return entry.direction() + " of revision " + entry.revision() + ", begun by " + entry.username() + " on "
                + entry.host() + " at " + entry.startedAt();
    }
}
