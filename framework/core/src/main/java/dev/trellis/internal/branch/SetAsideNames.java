package dev.trellis.internal.branch;

import dev.trellis.schema.Naming;
import dev.trellis.schema.TableName;
import java.util.Locale;

/**
 * The names of the tables that {@code remove --keep-data} has set aside. The prefix is reserved: no script may name such a
 * table, and comparisons leave these tables out.
 */
public final class SetAsideNames {
    /** The beginning of the name of each table that is set aside. */
    public static final String PREFIX = "trellis_removed_";

    private static final String ROWS = PREFIX + "rows_";

    private SetAsideNames() {}

    /** Returns whether a table is set aside, or contains rows that are set aside. */
    public static boolean isSetAside(TableName table) {
        return table.name().toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    /** Returns the name under which a table is set aside; cut, and with a hash at the end, if it is too long. */
    public static TableName of(TableName table, Naming naming) {
        return table.renamed(naming.fitted(PREFIX + table.name()));
    }

    /**
     * Returns the name of the table that receives the rows of a restored table whose foreign keys need deleted rows.
     *
     * @param number distinguishes the tables of several returns, from 1
     */
    public static TableName ofRows(TableName table, int number, Naming naming) {
        String suffix = number == 1 ? "" : "_" + number;
        return table.renamed(naming.fitted(ROWS + table.name() + suffix));
    }
}
