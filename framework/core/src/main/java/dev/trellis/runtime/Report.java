package dev.trellis.runtime;

import java.util.List;

/**
 * What a run did.
 *
 * @param steps the revisions that were run, in order; empty when there was nothing to do
 * @param heads the rows of the version table afterwards, sorted
 */
public record Report(List<Line> steps, List<String> heads) {
    public Report {
        steps = List.copyOf(steps);
        heads = List.copyOf(heads);
    }

    /**
     * One revision.
     *
     * @param direction {@code upgrade} or {@code downgrade}
     * @param branch the label of its branch
     * @param durationMillis how long it took
     */
    public record Line(String direction, String revision, String branch, String message, long durationMillis) {}
}
