package dev.trellis.report;

import dev.trellis.operation.Operation;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import java.util.List;

/**
 * What leads from the actual schema to the desired one.
 *
 * @param operations in the model's own words, in an order that runs
 * @param reported what differs and is not generated
 * @param warnings what a person should look at, each beside one of the operations
 * @param likelyRenames what may have been renamed; the operations drop the one and add the other
 * @param before the schema on which the operations are run: the actual one, in which what the database left unnamed has
 *     the name that the operations use
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

    /** Whether there is nothing to be done; something may be reported all the same. */
    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /**
     * The operations that lead back, in the order to be run.
     *
     * @param quoting of the database that was compared with
     */
    public List<Operation> reversed(Quoting quoting) {
        return Reversal.of(operations, before, quoting);
    }
}
