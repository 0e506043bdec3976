package dev.trellis.report;

import dev.trellis.operation.Operation;
import java.util.List;

/**
 * The difference between two schemas.
 *
 * @param from the name of the first schema: {@code model}, {@code database}, an environment or a target
 * @param to the name of the second schema
 * @param operations the descriptions of the operations that lead from the first schema to the second, in executable order
 * @param reported the differences that no operation can express, and objects that no branch owns
 * @param likelyRenames the descriptions of the possible renames; the operations drop the old object and create the new one
 */
public record SchemaDiffReport(
        String from, String to, List<String> operations, List<DiffReport.Line> reported, List<String> likelyRenames) {
    public SchemaDiffReport {
        operations = List.copyOf(operations);
        reported = List.copyOf(reported);
        likelyRenames = List.copyOf(likelyRenames);
    }

    /** Describes the difference between two schemas. */
    public static SchemaDiffReport of(String from, String to, Diff diff) {
        return new SchemaDiffReport(
                from,
                to,
                diff.operations().stream().map(Operation::describe).toList(),
                diff.reported().stream().map(DiffReport::line).toList(),
                diff.likelyRenames().stream().map(RenameCandidate::describe).toList());
    }

    /** Returns whether the schemas differ. Objects that no branch owns do not count. */
    public boolean isFinding() {
        return !operations.isEmpty();
    }
}
