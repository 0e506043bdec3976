package dev.trellis.revision;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Follows a number of steps along {@code down_revision}. */
final class RelativeTarget {
    /** The position below every base revision. */
    static final int BASE = -1;

    private static final int BEYOND = -2;

    private final RevisionGraph graph;
    private final String text;

    /**
     * Creates the resolution of a relative target.
     *
     * @param text the target as the user wrote it, for messages
     */
    RelativeTarget(RevisionGraph graph, String text) {
        this.graph = graph;
        this.text = text;
    }

    /**
     * Follows exactly the given number of steps.
     *
     * @param start a revision or {@link #BASE}
     * @param steps the number of steps up, or down if negative
     * @param line the revisions that steps up can reach, or null for all
     * @throws RevisionException {@code relative_too_far}, {@code ambiguous_walk}
     */
    int exactly(int start, long steps, @Nullable BitSet line) {
        if (start == BASE && steps <= 0) {
            throw RevisionException.tooFar(text, "base has no ancestor");
        }
        int position = start;
        for (long remaining = Math.abs(steps); remaining > 0; remaining--) {
            position = next(position, steps > 0, line);
            if (position == BEYOND) {
                throw RevisionException.tooFar(
                        text,
                        "the end is reached after " + (Math.abs(steps) - remaining) + " of " + Math.abs(steps)
                                + " steps");
            }
        }
        return position;
    }

    /** Follows the steps like {@link #exactly}, but stops at the last position that the steps can reach. */
    int atMost(int start, long steps, @Nullable BitSet line) {
        int position = start;
        for (long remaining = Math.abs(steps); remaining > 0; remaining--) {
            int next = next(position, steps > 0, line);
            if (next == BEYOND) {
                return position;
            }
            position = next;
        }
        return position;
    }

    private int next(int position, boolean up, @Nullable BitSet line) {
        if (!up && position == BASE) {
            return BEYOND;
        }
        int[] candidates;
        if (up) {
            candidates = position == BASE ? graph.bases : graph.topology.children[position];
            if (line != null) {
                candidates = Arrays.stream(candidates).filter(line::get).toArray();
            }
        } else {
            candidates = graph.topology.parents[position];
        }
        if (candidates.length > 1) {
            throw RevisionException.ambiguousWalk(
                    text, position == BASE ? "base" : graph.idAt(position), graph.idsAt(candidates), up);
        }
        return candidates.length == 1 ? candidates[0] : up ? BEYOND : BASE;
    }
}
