package dev.trellis.operation;

import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Turns a list of operations around. */
public final class Reversal {
    private Reversal() {}

    /**
     * The operations that lead back, in the order to be run. Operations without an inverse are left out.
     *
     * @param before the schema on which the first operation is run
     * @param quoting of the database that they are run on
     * @throws dev.trellis.schema.SchemaException when one of them cannot be done there
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
