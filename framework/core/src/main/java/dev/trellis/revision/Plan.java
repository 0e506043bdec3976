package dev.trellis.revision;

import java.util.List;

/**
 * What an upgrade or a downgrade will do, computed before anything runs.
 *
 * @param start the rows that it was planned for
 * @param steps what to run, in order; empty when there is nothing to do
 * @param end the rows at the end
 */
public record Plan(Heads start, List<Step> steps, Heads end) {

    public Plan {
        steps = List.copyOf(steps);
    }

    /** Whether there is nothing to run. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The revisions that run, in order. */
    public List<Revision> revisions() {
        return steps.stream().map(Step::revision).toList();
    }

    /**
     * The rows when the first {@code done} steps are done. Whoever runs the steps one by one uses
     * {@link Heads#after(Step)} instead.
     */
    public Heads rowsAfter(int done) {
        Heads rows = start;
        for (Step step : steps.subList(0, done)) {
            rows = rows.after(step);
        }
        return rows;
    }
}
