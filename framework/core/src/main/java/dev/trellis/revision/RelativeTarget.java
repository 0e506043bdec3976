package dev.trellis.revision;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Counted steps along {@code down_revision}. */
final class RelativeTarget {
    /** Where a walk is when it is below every first revision. */
    static final int BASE = -1;

    private static final int BEYOND = -2;

    private final RevisionGraph graph;
    private final String text;

    /** @param text what the user wrote, for messages */
    RelativeTarget(RevisionGraph graph, String text) {
        this.graph = graph;
        this.text = text;
    }

    /**
     * @param start a revision or {@link #BASE}
     * @param steps up, or down when negative
     * @param line where steps up may lead, or null for anywhere
     * @throws RevisionException {@code relative_too_far}, {@code ambiguous_walk}
     */
    int exactly(int start, long steps, @Nullable BitSet line) {
        if (start == BASE && steps <= 0) {
            throw RevisionException.tooFar(text, "nothing is below base");
        }
        int at = start;
        for (long left = Math.abs(steps); left > 0; left--) {
            at = next(at, steps > 0, line);
            if (at == BEYOND) {
                throw RevisionException.tooFar(
                        text,
                        (Math.abs(steps) - left) + " steps lead to the end, and " + Math.abs(steps) + " are asked");
            }
        }
        return at;
    }

    /** As {@link #exactly}, but stops at the end. */
    int atMost(int start, long steps, @Nullable BitSet line) {
        int at = start;
        for (long left = Math.abs(steps); left > 0; left--) {
            int next = next(at, steps > 0, line);
            if (next == BEYOND) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private int next(int at, boolean up, @Nullable BitSet line) {
        if (!up && at == BASE) {
            return BEYOND;
        }
        int[] candidates;
        if (up) {
            candidates = at == BASE ? graph.bases : graph.topology.children[at];
            if (line != null) {
                candidates = Arrays.stream(candidates).filter(line::get).toArray();
            }
        } else {
            candidates = graph.topology.parents[at];
        }
        if (candidates.length > 1) {
            throw RevisionException.ambiguousWalk(
                    text, at == BASE ? "base" : graph.idAt(at), graph.idsAt(candidates), up);
        }
        return candidates.length == 1 ? candidates[0] : up ? BEYOND : BASE;
    }
}
