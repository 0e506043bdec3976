package dev.trellis.revision;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One revision to run, and what that does to the version table.
 *
 * @param direction up or down
 * @param revision the revision to run
 * @param removed the rows that go; they are there before the step
 * @param added the rows that come; they are not there before the step
 */
public record Step(Direction direction, Revision revision, SortedSet<String> removed, SortedSet<String> added) {

    public Step {
        removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
        added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
    }

    /** The step that undoes this one. */
    public Step reverse() {
        Direction back = direction == Direction.UPGRADE ? Direction.DOWNGRADE : Direction.UPGRADE;
        return new Step(back, revision, /* removed= */ added, /* added= */ removed);
    }
}
