package dev.trellis.dialect;

import dev.trellis.schema.ColumnType;
import java.util.function.BiPredicate;

/**
 * What a change to a table with rows in it keeps others waiting for.
 *
 * @param index whether creating an index keeps writers out, and {@code concurrently} would not
 * @param validation whether adding a foreign key or a CHECK reads all rows under a lock, and adding it unvalidated would
 *     not
 * @param volatileDefault whether a new column whose default differs from row to row rewrites the table
 * @param retype whether changing a column from the one type to the other rewrites the table
 */
public record DdlImpact(
        boolean index, boolean validation, boolean volatileDefault, BiPredicate<ColumnType, ColumnType> retype) {

    /** For a database inside one process, where there is hardly anybody to keep waiting. */
    public static final DdlImpact NONE = new DdlImpact(false, false, false, (from, to) -> false);
}
