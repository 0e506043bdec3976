package dev.trellis.dialect;

import dev.trellis.schema.ColumnType;
import java.util.function.BiPredicate;

/**
 * States which changes block other sessions if the table contains rows. Only {@code lint} uses this record, for its
 * warnings.
 *
 * @param indexBlocksWriters whether creating an index blocks writers, and {@code concurrently} avoids this blocking
 * @param validationBlocksWriters whether adding a foreign key or a CHECK reads all rows under a lock, and adding an
 *     unvalidated constraint avoids this lock
 * @param volatileDefaultRewrites whether adding a column whose default differs from row to row rewrites the table
 * @param typeChangeRewrites whether changing a column from the first type to the second rewrites the table
 */
public record DdlImpact(
        boolean indexBlocksWriters,
        boolean validationBlocksWriters,
        boolean volatileDefaultRewrites,
        BiPredicate<ColumnType, ColumnType> typeChangeRewrites) {

    /** The impact on an embedded database, which has hardly any other session to block. */
    public static final DdlImpact NONE = new DdlImpact(false, false, false, (from, to) -> false);
}
