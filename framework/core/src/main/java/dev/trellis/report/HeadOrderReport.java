package dev.trellis.report;

import java.util.List;

/**
 * The judgement whether heads of a branch give the same result in every order.
 *
 * @param branch the label of the branch, or of the line of a branch
 * @param sides the heads, each with the revisions that not every other head contains
 * @param conflicts the objects that revisions of two sides touch; empty if the scripts show no reason why the order matters
 * @param verified whether the orders have been run on throwaway databases and compared
 * @param differences the differences between these databases, one line each; empty if they are equal or were not run
 */
public record HeadOrderReport(
        String branch, List<Side> sides, List<Conflict> conflicts, boolean verified, List<String> differences) {
    public HeadOrderReport {
        sides = List.copyOf(sides);
        conflicts = List.copyOf(conflicts);
        differences = List.copyOf(differences);
    }

    /** Returns whether the heads give the same result in every order, as far as the judgement shows. */
    public boolean commute() {
        return conflicts.isEmpty() && differences.isEmpty();
    }

    /** Returns the identifiers of the heads. */
    public List<String> heads() {
        return sides.stream().map(Side::head).toList();
    }

    /**
     * A head.
     *
     * @param head the identifier of the head
     * @param revisions the identifiers of its revisions that not every other head contains, in the order in which they run
     */
    public record Side(String head, List<String> revisions) {
        public Side {
            revisions = List.copyOf(revisions);
        }
    }

    /**
     * An object that revisions of two sides touch.
     *
     * @param object the name of the object; {@code *} if SQL or Java of one revision may touch every object
     * @param first the revision of one side
     * @param second the revision of another side
     */
    public record Conflict(String object, Touch first, Touch second) {
        /** Returns whether SQL or Java of one revision may touch every object. */
        public boolean isOfEverything() {
            return object.equals("*");
        }
    }

    /**
     * An operation that touches an object.
     *
     * @param revision the identifier of the revision
     * @param operation the description of the operation: {@code add column t.c}
     */
    public record Touch(String revision, String operation) {}
}
