package dev.trellis.internal.diagram.project;

import dev.trellis.report.Lanes;
import dev.trellis.report.Lanes.Line;
import dev.trellis.report.RevisionReport;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the drawn revision graph, with the same {@link Lanes} as in the terminal.
 *
 * @param revision the revision of the row
 * @param lane the lane of the revision, counted from 0
 * @param above the lines from the row above, of which this row shows the lower halves
 * @param below the lines to the row below, of which this row shows the upper halves
 * @param width the number of lanes of the row
 */
public record GraphRow(RevisionNode revision, int lane, List<Line> above, List<Line> below, int width) {
    /** Returns the rows of revisions, newest first. */
    public static List<GraphRow> of(List<RevisionNode> newestFirst) {
        List<Lanes.Row> rows = Lanes.of(newestFirst.stream()
                .map(node -> RevisionReport.builder(node.id())
                        .downRevision(node.parents())
                        .build())
                .toList());
        List<GraphRow> drawn = new ArrayList<>();
        List<Line> above = List.of();
        for (int i = 0; i < rows.size(); i++) {
            Lanes.Row row = rows.get(i);
            drawn.add(new GraphRow(newestFirst.get(i), row.lane(), above, row.lines(), row.width()));
            above = row.lines();
        }
        return drawn;
    }

    /** Returns the number of lanes of the widest row. */
    public static int width(List<GraphRow> rows) {
        return rows.stream().mapToInt(GraphRow::width).max().orElse(1);
    }
}
