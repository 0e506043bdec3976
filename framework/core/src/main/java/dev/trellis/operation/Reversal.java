package dev.trellis.operation;

import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Computes the downgrade of a list of operations. */
public final class Reversal {
    private Reversal() {}

    /**
     * Returns the operations that undo others, in the order to run. Operations without an inverse are left out.
     *
     * @param before the schema to which the first operation is applied
     * @param quoting of the database that runs the operations
     * @throws dev.trellis.schema.SchemaException when an operation does not fit the schema
     */
    public static List<Operation> of(List<Operation> operations, Schema before, Quoting quoting) {
        Deque<List<Operation>> undone = new ArrayDeque<>();
        Schema schema = before;
        for (Operation operation : operations) {
            undone.push(operation.reverse(schema));
            schema = operation.apply(schema, quoting);
        }
        List<Operation> reversed = new ArrayList<>();
        undone.forEach(reversed::addAll);
        return reversed;
    }
}
