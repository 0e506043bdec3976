package dev.trellis.revision;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One revision to run, and its changes of the version table.
 *
 * @param direction the direction
 * @param revision the revision to run
 * @param removed the rows to delete; the table contains them before the step
 * @param added the rows to insert; the table does not contain them before the step
 */
public record Step(Direction direction, Revision revision, SortedSet<String> removed, SortedSet<String> added) {

    public Step {
        removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
        added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
    }

    /** Returns the step that reverts this step. */
    public Step reverse() {
        Direction back = direction == Direction.UPGRADE ? Direction.DOWNGRADE : Direction.UPGRADE;
        return new Step(back, revision, /* removed= */ added, /* added= */ removed);
    }
}
