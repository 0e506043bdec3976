package dev.trellis.report;

import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What is dropped and what is added look alike, so that it may have been a rename.
 *
 * @param table the table; when it is the table itself that may have been renamed, its new name
 * @param column the column's new name, or null when it is the table
 * @param from the old name of the column, or of the table
 */
public record RenameCandidate(TableName table, @Nullable String column, String from) {

    /** The desired schema in which this rename is certain. */
    public Schema acceptedIn(Schema desired) {
        Table found = desired.require(table);
        return desired.with(
                column == null
                        ? found.withRenamedFrom(from)
                        : found.mapColumn(column, each -> each.withRenamedFrom(from)));
    }

    /** One line for people. */
    public String describe() {
        return column == null
                ? "table " + from + " renamed to " + table
                : "column " + table + "." + from + " renamed to " + column;
    }
}
