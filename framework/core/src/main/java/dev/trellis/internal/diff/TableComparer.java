package dev.trellis.internal.diff;

import dev.trellis.operation.Operation;
import java.util.List;

/** One thing that tables are compared in. */
interface TableComparer {
    /** All of them; a further one is one more line. */
    List<TableComparer> ALL = List.of(
            new CommentComparer(),
            new ColumnComparer(),
            new PrimaryKeyComparer(),
            new UniqueComparer(),
            new IndexComparer(),
            new CheckComparer(),
            new ForeignKeyComparer());

    /** The operations that make the actual table like the desired one in this respect, in whatever order. */
    List<Operation> compare(TablePair pair);
}
