package dev.trellis.report;

import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * A possible rename: a dropped and an added object of the same structure.
 *
 * @param table the table of the column, or the new name of the table
 * @param column the new name of the column, or null for a table
 * @param from the old name of the column or table
 */
public record RenameCandidate(TableName table, @Nullable String column, String from) {

    /**
     * Returns the desired schema with this rename declared, so that a comparison renames the object instead of dropping
     * and creating it.
     */
    public Schema acceptedIn(Schema desired) {
        Table renamed = desired.require(table);
        return desired.with(
                column == null
                        ? renamed.withRenamedFrom(from)
                        : renamed.mapColumn(column, each -> each.withRenamedFrom(from)));
    }

    /** Returns a description in one line. */
    public String describe() {
        return column == null
                ? "table " + from + " renamed to " + table
                : "column " + table + "." + from + " renamed to " + column;
    }
}
