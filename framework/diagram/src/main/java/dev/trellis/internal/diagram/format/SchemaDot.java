package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.format.SchemaDrawing.Line;
import dev.trellis.internal.diagram.format.TableBox.ColumnLine;

/** Writes a diagram of tables in the language of Graphviz. */
public final class SchemaDot {
    private SchemaDot() {}

    /** Returns the text of the drawing. */
    public static String of(SchemaDrawing drawing) {
        StringBuilder text = new StringBuilder("digraph tables {\n")
                .append("  graph [label=")
                .append(DotText.quoted(drawing.title()))
                .append(", labelloc=t, rankdir=LR, fontname=\"Helvetica\", nodesep=0.3, ranksep=0.9]\n")
                .append("  node [shape=plain, fontname=\"Helvetica\", fontsize=11]\n")
                .append("  edge [color=\"#666666\", dir=both, arrowtail=crow, arrowhead=tee]\n");
        for (TableBox box : drawing.boxes()) {
            text.append("  ").append(DotText.quoted(box.name().toString())).append(" [label=<");
            table(text, box);
            text.append(">]\n");
        }
        for (Line line : drawing.lines()) {
            TableBox from = drawing.boxes().get(line.from());
            TableBox to = drawing.boxes().get(line.to());
            text.append("  ")
                    .append(DotText.quoted(from.name().toString()))
                    .append(" -> ")
                    .append(DotText.quoted(to.name().toString()))
                    .append(" [tooltip=")
                    .append(DotText.quoted(String.join(", ", line.key().columns())));
            if (line.isUnique()) {
                text.append(", arrowtail=teeodot");
            }
            if (line.isOptional()) {
                text.append(", arrowhead=teeodot");
            }
            text.append("]\n");
        }
        return text.append("}\n").toString();
    }

    private static void table(StringBuilder text, TableBox box) {
        text.append("<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\" color=\"")
                .append(box.owner().look().colour())
                .append("\"><tr><td colspan=\"3\" align=\"left\" bgcolor=\"")
                .append(box.owner().look().tint())
                .append("\"><b>")
                .append(DotText.html(box.name().toString()))
                .append("</b><br align=\"left\"/><font point-size=\"9\">")
                .append(DotText.html(box.owner().label()))
                .append("</font><br align=\"left\"/></td></tr>");
        for (ColumnLine line : box.lines()) {
            text.append("<tr><td align=\"left\">")
                    .append(line.mark().isEmpty() ? " " : line.mark())
                    .append("</td><td align=\"left\">")
                    .append(DotText.html(line.column().name()))
                    .append("</td><td align=\"left\">")
                    .append(DotText.html(line.type() + (line.isRequired() ? "" : "?")))
                    .append("</td></tr>");
        }
        if (box.hidden() > 0) {
            text.append("<tr><td colspan=\"3\" align=\"left\">+ ")
                    .append(box.hidden())
                    .append(" more</td></tr>");
        }
        text.append("</table>");
    }
}
