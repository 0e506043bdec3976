package dev.trellis.operation;

import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Computes the downgrade of a list of operations. */
public final class Reversal {
    private Reversal() {}

    /**
     * Returns the operations that undo the given operations, in the order to run. Operations without an inverse are left
     * out.
     *
     * @param before the schema to which the first operation is applied
     * @param quoting the quoting of the database that runs the operations
     * @throws dev.trellis.schema.SchemaException when an operation cannot be applied to the schema
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
        Set<TableName> altered = new HashSet<>();
        for (Operation operation : operations) {
            if (operation instanceof AlterEnum alter) {
                altered.add(alter.type().name());
            }
        }
        if (!altered.isEmpty()) {
            reversed.replaceAll(operation -> withFormerValues(operation, altered, before));
        }
        return reversed;
    }

    /**
     * Returns an operation of the reversal. If it is an {@code alter_column} to an enumeration that an {@code alter_enum}
     * has changed, its type gets the values from before all operations: on a database without named enumerations, only
     * {@code alter_column} restores the values.
     */
    private static Operation withFormerValues(Operation operation, Set<TableName> altered, Schema before) {
        if (operation instanceof AlterColumn alter
                && alter.type() instanceof Enumeration type
                && altered.contains(type.name())) {
            Enumeration former = before.enums().get(type.name());
            return former == null ? operation : alter.withType(former);
        }
        return operation;
    }
}
