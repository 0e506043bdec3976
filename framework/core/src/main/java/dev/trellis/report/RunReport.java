package dev.trellis.report;

import java.util.List;

/**
 * What a run did.
 *
 * @param steps the revisions that were run, in order; empty when there was nothing to do
 * @param heads the rows of the version table afterwards, sorted
 */
public record RunReport(List<AppliedStep> steps, List<String> heads) {
    public RunReport {
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
    public record AppliedStep(String direction, String revision, String branch, String message, long durationMillis) {}
}
