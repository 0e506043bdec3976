package dev.trellis.diagram;

import dev.trellis.diagram.option.ColumnDetail;
import dev.trellis.diagram.option.DiagramFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a diagram of tables.
 *
 * @param at the revision, as on the command line: {@code heads}, {@code shop@head}, an identifier
 * @param branches the labels of the branches whose tables are drawn; empty for all
 * @param detail the columns that are shown; null for as many as are readable. DBML always contains all columns.
 */
public record TableDiagramRequest(
        DiagramFormat format,
        String at,
        List<String> branches,
        @Nullable ColumnDetail detail) {
    public TableDiagramRequest {
        branches = List.copyOf(branches);
    }

    /** Returns the request for all tables after all revisions. */
    public static TableDiagramRequest of(DiagramFormat format) {
        return new TableDiagramRequest(format, "heads", List.of(), null);
    }
}
