package dev.trellis.report;

import dev.trellis.operation.Operation;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import java.util.List;

/**
 * The difference between an actual schema and a desired schema.
 *
 * @param operations the operations that lead to the desired schema, in executable order; their names and expressions are
 *     as the model writes them
 * @param reported the differences for which no operation is generated
 * @param warnings the warnings about operations
 * @param likelyRenames the possible renames; the operations drop the old object and create the new one
 * @param before the actual schema, in which constraints and indexes that the database left unnamed have the names that the
 *     operations use
 */
public record Diff(
        List<Operation> operations,
        List<UnmanagedDifference> reported,
        List<Warning> warnings,
        List<RenameCandidate> likelyRenames,
        Schema before) {

    public Diff {
        operations = List.copyOf(operations);
        reported = List.copyOf(reported);
        warnings = List.copyOf(warnings);
        likelyRenames = List.copyOf(likelyRenames);
    }

    /** Returns this difference with other reported differences. */
    public Diff withReported(List<UnmanagedDifference> value) {
        return new Diff(operations, value, warnings, likelyRenames, before);
    }

    /** Returns whether there are no operations. Differences may be reported nevertheless. */
    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /**
     * Returns the operations that lead back to the actual schema, in executable order.
     *
     * @param quoting the quoting of the compared database
     */
    public List<Operation> reversed(Quoting quoting) {
        return Reversal.of(operations, before, quoting);
    }
}
