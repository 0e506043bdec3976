package dev.trellis.diff;

import dev.trellis.operation.Operation;
import java.util.List;

/** One thing that tables are compared in. */
interface Compared {
    /** All of them; a further one is one more line. */
    List<Compared> ALL = List.of(
            new ComparedComment(),
            new ComparedColumns(),
            new ComparedPrimaryKey(),
            new ComparedUniques(),
            new ComparedIndexes(),
            new ComparedChecks(),
            new ComparedForeignKeys());

    /** The operations that make the actual table like the desired one in this respect, in whatever order. */
    List<Operation> compare(Pair pair);
}
