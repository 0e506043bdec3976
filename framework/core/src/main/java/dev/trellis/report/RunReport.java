package dev.trellis.report;

import java.util.List;

/**
 * The result of a command that changes a database.
 *
 * @param steps the revisions that were run, in order; empty if there was nothing to do
 * @param heads the revisions that the database is at after the run, sorted, as {@code current} lists them: the revisions in
 *     the version table, and heads that other revisions depend on
 */
public record RunReport(List<AppliedStep> steps, List<String> heads) {
    public RunReport {
        steps = List.copyOf(steps);
        heads = List.copyOf(heads);
    }

    /**
     * A revision that was run.
     *
     * @param direction {@code upgrade} or {@code downgrade}
     * @param branch the label of its branch; empty if the revision belongs to no branch
     * @param durationMillis the duration of the step in milliseconds
     */
    public record AppliedStep(String direction, String revision, String branch, String message, long durationMillis) {}
}
