package dev.trellis.internal.diff;

import dev.trellis.operation.Operation;
import java.util.List;

/** Compares one kind of object of a table. {@link SchemaDiff#COMPARERS} lists the implementations. */
interface TableComparer {
    /** Returns the operations that make the actual objects equal to the desired ones, in any order. */
    List<Operation> compare(TablePair pair);

    /** Returns the differences that no operation can remove, as messages name them. */
    default List<String> unchangeable(TablePair pair) {
        return List.of();
    }

    /** Returns the objects that do not differ but block one of the changes, and therefore have to be recreated. */
    default List<Recreation> recreations(TablePair pair, Changes changes) {
        return List.of();
    }
}
