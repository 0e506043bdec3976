package dev.trellis.fleet;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of a command for one target. The names of the components are the keys of the JSON report.
 *
 * @param target the identifier of the target
 * @param wave its wave
 * @param labels its labels, sorted
 * @param database its URL without passwords, and its schema
 * @param status the result
 * @param revisions the revisions that were run, or that would be run, in order
 * @param heads the revisions that the database is at, sorted; empty if they are unknown
 * @param plan the number of the plan that the listener has received; null if there is none
 * @param durationMillis the duration in milliseconds
 * @param notes messages that did not stop the run, and findings
 * @param error the reason of a failure; null if there is none
 */
public record TargetResult(
        String target,
        String wave,
        Set<String> labels,
        String database,
        TargetStatus status,
        List<String> revisions,
        List<String> heads,
        @Nullable Integer plan,
        long durationMillis,
        List<String> notes,
        @Nullable TargetError error) {
    public TargetResult {
        revisions = List.copyOf(revisions);
        heads = List.copyOf(heads);
        notes = List.copyOf(notes);
    }

    /**
     * The reason why a target failed or was not begun.
     *
     * @param name the stable name of the error; {@code not_started} for a target that was not begun
     * @param message the fact, without secrets
     * @param advice the advice of the error; null if there is none
     * @param examine the command that shows more about this target
     */
    public record TargetError(
            String name, String message, @Nullable String advice, String examine) {}

    static TargetResult of(Target target, TargetStatus status) {
        return new TargetResult(
                target.id(),
                target.wave(),
                target.labels(),
                target.database().display(),
                status,
                List.of(),
                List.of(),
                null,
                0,
                List.of(),
                null);
    }

    TargetResult with(List<String> newRevisions, List<String> newHeads, @Nullable Integer newPlan) {
        return new TargetResult(
                target, wave, labels, database, status, newRevisions, newHeads, newPlan, durationMillis, notes, error);
    }

    TargetResult withNotes(List<String> newNotes) {
        return new TargetResult(
                target, wave, labels, database, status, revisions, heads, plan, durationMillis, newNotes, error);
    }

    TargetResult withError(TargetError newError) {
        return new TargetResult(
                target, wave, labels, database, status, revisions, heads, plan, durationMillis, notes, newError);
    }

    TargetResult took(long millis) {
        return new TargetResult(target, wave, labels, database, status, revisions, heads, plan, millis, notes, error);
    }
}
