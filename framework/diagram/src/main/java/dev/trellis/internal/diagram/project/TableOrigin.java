package dev.trellis.internal.diagram.project;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The revisions that created and changed a table and its columns.
 *
 * @param table the revisions of the table itself, including those that changed only its columns
 * @param columns the revisions of each column by its present name
 */
public record TableOrigin(Origin table, Map<String, Origin> columns) {
    public TableOrigin {
        columns = Map.copyOf(columns);
    }

    TableOrigin with(String revision, Map<String, Origin> changedColumns) {
        return new TableOrigin(table.changedBy(revision), new LinkedHashMap<>(changedColumns));
    }
}
