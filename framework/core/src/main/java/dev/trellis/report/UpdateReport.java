package dev.trellis.report;

import java.util.List;

/**
 * The effects of an update, determined before it is installed. The names of the components are the keys of the JSON output.
 *
 * @param candidates the updated branches, each with its heads now and after the update
 * @param impact the most severe impact of the findings
 * @param plan the revisions that an upgrade would run after the update; no steps if they cannot be planned, which a
 *     finding then explains
 * @param findings the effects on each branch, the most severe first
 */
public record UpdateReport(
        List<UpdatedBranch> candidates, Impact impact, PlanReport plan, List<UpdateFinding> findings) {
    public UpdateReport {
        candidates = List.copyOf(candidates);
        findings = List.copyOf(findings);
    }

    /**
     * A branch that the update adds, replaces or removes.
     *
     * @param label the label of the branch
     * @param from the jar or folder that contains the branch now; empty if the branch is new
     * @param to the jar or folder that contains the branch after the update; empty if the branch is removed
     * @param heads the heads of the branch now, sorted
     * @param newHeads the heads of the branch after the update, sorted
     */
    public record UpdatedBranch(String label, String from, String to, List<String> heads, List<String> newHeads) {
        public UpdatedBranch {
            heads = List.copyOf(heads);
            newHeads = List.copyOf(newHeads);
        }
    }
}
