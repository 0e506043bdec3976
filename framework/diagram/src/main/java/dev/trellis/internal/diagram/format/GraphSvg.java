package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.GraphRow;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.internal.diagram.project.RevisionNode.State;
import java.util.List;

/** Draws the revision graph as SVG: a list of revisions, newest first, with lanes on its left. */
public final class GraphSvg {
    private static final int ROW = 30;
    private static final int LANE = 18;
    private static final int MARGIN = 24;
    private static final int TOP = 56;
    private static final int MESSAGE_LENGTH = 80;

    /** The length by which a straight line continues beyond its row, because the cells of a table have gaps. */
    private static final int OVERLAP = 2;

    private GraphSvg() {}

    /**
     * Returns the text of the drawing.
     *
     * @param newestFirst the revisions
     * @param owners the owners of the revisions
     */
    public static String of(String title, List<RevisionNode> newestFirst, List<Owner> owners, SvgOptions options) {
        List<GraphRow> rows = GraphRow.of(newestFirst);
        int left = 2 * MARGIN + GraphRow.width(rows) * LANE;
        int labels = owners.stream()
                .mapToInt(owner -> SvgDocument.width(PrintableText.line(owner.label()), 12))
                .max()
                .orElse(0);
        int ids = newestFirst.stream()
                .mapToInt(node -> SvgDocument.width(PrintableText.line(node.id()), 12))
                .max()
                .orElse(0);
        int states = newestFirst.stream().anyMatch(node -> node.state() != State.UNKNOWN) ? 78 : 0;
        int texts = newestFirst.stream()
                .mapToInt(node -> SvgDocument.width(text(node), 12))
                .max()
                .orElse(0);
        int width = Math.max(420, left + 30 + labels + 20 + ids + 20 + states + texts + MARGIN);
        int height = TOP + newestFirst.size() * ROW + MARGIN;
        StringBuilder svg = new StringBuilder();
        SvgDocument.open(svg, options, title, newestFirst.size() + " revisions, newest first", width, height);
        SvgDocument.definitions(svg, options, owners);
        svg.append("<rect class=\"d-bg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" fill=\"#ffffff\"/>\n");
        SvgDocument.text(svg, "d-fg", "font-size=\"16\" font-weight=\"bold\"", MARGIN, 34, title);
        svg.append('\n');
        int y = TOP;
        for (GraphRow row : rows) {
            RevisionNode node = row.revision();
            svg.append("<g transform=\"translate(")
                    .append(MARGIN)
                    .append(',')
                    .append(y)
                    .append(")\">");
            lanes(svg, row);
            svg.append("</g>");
            int x = left;
            SvgDocument.swatch(svg, node.owner(), x, y + 8);
            x += 30;
            SvgDocument.text(svg, "d-fg", "", x, y + 19, node.owner().label());
            x += labels + 20;
            SvgDocument.text(svg, "d-fg", "font-weight=\"bold\"", x, y + 19, node.id());
            x += ids + 20;
            if (states > 0) {
                SvgDocument.text(svg, "d-muted", "", x, y + 19, node.state() == State.APPLIED ? "applied" : "pending");
                x += states;
            }
            SvgDocument.text(svg, "d-fg", "", x, y + 19, text(node));
            svg.append('\n');
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String text(RevisionNode node) {
        String message = PrintableText.cut(PrintableText.line(node.message()), MESSAGE_LENGTH);
        return node.dependencies().isEmpty()
                ? message
                : message + "  (needs " + PrintableText.line(String.join(", ", node.dependencies())) + ")";
    }

    /** Returns the lanes of one row as a drawing of its own, for a cell of a table. */
    public static String cell(GraphRow row, int width) {
        StringBuilder svg = new StringBuilder(
                        "<svg class=\"lanes\" aria-hidden=\"true\" focusable=\"false\" overflow=\"visible\" width=\"")
                .append(width * LANE)
                .append("\" height=\"")
                .append(ROW)
                .append("\" viewBox=\"0 0 ")
                .append(width * LANE)
                .append(' ')
                .append(ROW)
                .append("\">");
        lanes(svg, row);
        return svg.append("</svg>").toString();
    }

    private static void lanes(StringBuilder svg, GraphRow row) {
        int middle = ROW / 2;
        int x = x(row.lane());
        StringBuilder path = new StringBuilder();
        row.above().forEach(line -> lowerHalf(path, x(line.from()), x(line.to())));
        row.below().forEach(line -> upperHalf(path, x(line.from()), x(line.to())));
        svg.append("<path class=\"d-edge\" d=\"")
                .append(path.toString().strip())
                .append("\" fill=\"none\" stroke=\"#5c5c5c\" stroke-width=\"1.5\"/>");
        RevisionNode node = row.revision();
        boolean isFilled = node.state() != State.PENDING;
        svg.append("<circle class=\"")
                .append(isFilled ? "d-node" : "d-node d-dot")
                .append("\" cx=\"")
                .append(x)
                .append("\" cy=\"")
                .append(middle)
                .append("\" r=\"5.5\" fill=\"")
                .append(isFilled ? node.owner().look().colour() : "#ffffff")
                .append("\" stroke=\"")
                .append(node.owner().look().colour())
                .append("\" stroke-width=\"2\"/>");
    }

    /** Draws the half of a line below the middle of its upper row. */
    private static void upperHalf(StringBuilder path, int from, int to) {
        int middle = ROW / 2;
        path.append('M').append(from).append(',').append(middle);
        if (from != to) {
            curve(path, from, middle + ROW / 4, (3 * from + to) / 4, middle + ROW * 3 / 8, (from + to) / 2, ROW);
        } else {
            path.append(" V").append(ROW + OVERLAP);
        }
        path.append(' ');
    }

    /** Draws the half of a line above the middle of its lower row. */
    private static void lowerHalf(StringBuilder path, int from, int to) {
        path.append('M').append((from + to) / 2).append(',').append(from == to ? -OVERLAP : 0);
        if (from != to) {
            curve(path, (from + 3 * to) / 4, ROW / 8, to, ROW / 4, to, ROW / 2);
        } else {
            path.append(" V").append(ROW / 2);
        }
        path.append(' ');
    }

    private static void curve(StringBuilder path, int... points) {
        path.append(" C");
        for (int i = 0; i < points.length; i += 2) {
            path.append(i == 0 ? "" : " ").append(points[i]).append(',').append(points[i + 1]);
        }
    }

    private static int x(int lane) {
        return lane * LANE + LANE / 2;
    }
}
