package dev.trellis.revision;

import java.util.Set;

/**
 * One revision to run, and what that does to the version table.
 *
 * @param direction up or down
 * @param revision the revision to run
 * @param removed the rows that go; they are there before the step
 * @param added the rows that come; they are not there before the step
 */
public record Step(Direction direction, Revision revision, Set<String> removed, Set<String> added) {

    public Step {
        removed = Set.copyOf(removed);
        added = Set.copyOf(added);
    }

    /** The step that undoes this one. */
    public Step reverse() {
        Direction back = direction == Direction.UPGRADE ? Direction.DOWNGRADE : Direction.UPGRADE;
        return new Step(back, revision, /* removed= */ added, /* added= */ removed);
    }
}
