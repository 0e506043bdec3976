package dev.trellis.fleet;

import java.util.Map;

/**
 * The result of a command for a whole fleet.
 *
 * @param counts the number of targets with each result; a result that no target has is missing
 * @param durationMillis the duration in milliseconds
 */
public record FleetSummary(Map<TargetStatus, Integer> counts, long durationMillis) {
    public FleetSummary {
        counts = Map.copyOf(counts);
    }

    /** Returns the number of targets with a result. */
    public int count(TargetStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /** Returns the number of targets. */
    public int targets() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns whether a person has to look at a target. */
    public boolean needsPerson() {
        return count(TargetStatus.FAILED) > 0;
    }

    /** Returns whether the same command, run again, may complete without a person. */
    public boolean isRetryable() {
        return !needsPerson() && count(TargetStatus.RETRY) + count(TargetStatus.NOT_STARTED) > 0;
    }

    /** Returns whether a target has revisions that are not applied, or differs from the models. */
    public boolean isFinding() {
        return count(TargetStatus.PENDING) + count(TargetStatus.FINDING) > 0;
    }
}
