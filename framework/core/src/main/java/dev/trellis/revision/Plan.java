package dev.trellis.revision;

import java.util.List;

/**
 * The steps of an upgrade or downgrade, computed before anything runs.
 *
 * @param start the heads of the database before the first step
 * @param steps the steps in order; empty if there is nothing to do
 * @param end the heads of the database after the last step
 */
public record Plan(Heads start, List<Step> steps, Heads end) {

    public Plan {
        steps = List.copyOf(steps);
    }

    /** Returns whether there are no steps. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Returns the revisions of the steps, in order. */
    public List<Revision> revisions() {
        return steps.stream().map(Step::revision).toList();
    }

    /**
     * Returns the rows of the version table after the first steps of the plan. Each call computes these steps from the
     * start; to follow a run step by step, use {@link Heads#after(Step)}.
     *
     * @param done the number of steps that have been run
     */
    public Heads rowsAfter(int done) {
        Heads heads = start;
        for (Step step : steps.subList(0, done)) {
            heads = heads.after(step);
        }
        return heads;
    }
}
