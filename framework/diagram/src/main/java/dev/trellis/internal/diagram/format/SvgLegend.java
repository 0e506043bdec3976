package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.Owner;
import java.util.ArrayList;
import java.util.List;

/** The title and the legend of a drawing of tables. The entries wrap at the width of the drawing. */
final class SvgLegend {
    private static final int LINE = 22;
    private static final int TITLE = 30;

    private record Entry(Owner owner, String text, int x, int line) {}

    private final String title;
    private final List<Entry> entries;
    private final int lines;

    private SvgLegend(String title, List<Entry> entries, int lines) {
        this.title = title;
        this.entries = entries;
        this.lines = lines;
    }

    static SvgLegend of(SchemaDrawing drawing, int width) {
        List<Entry> entries = new ArrayList<>();
        int x = 0;
        int line = 0;
        for (Owner owner : drawing.owners()) {
            long tables = drawing.boxes().stream()
                    .filter(box -> !box.isOutside() && box.owner().equals(owner))
                    .count();
            String text = PrintableText.line(owner.label()) + (owner.isProtected() ? " (protected)" : "") + " \u00b7 "
                    + tables;
            int next = 30 + SvgDocument.width(text, 12) + 24;
            if (x > 0 && x + next > width) {
                x = 0;
                line++;
            }
            entries.add(new Entry(owner, text, x, line));
            x += next;
        }
        return new SvgLegend(drawing.title(), entries, line + 1);
    }

    int height() {
        return TITLE + lines * LINE;
    }

    void write(StringBuilder svg, int left, int top) {
        SvgDocument.text(svg, "d-fg", "font-size=\"16\" font-weight=\"bold\"", left, top + 10, title);
        for (Entry entry : entries) {
            int y = top + TITLE + entry.line() * LINE;
            SvgDocument.swatch(svg, entry.owner(), left + entry.x(), y - 4);
            SvgDocument.text(svg, "d-fg", "", left + entry.x() + 30, y + 7, entry.text());
        }
        svg.append('\n');
    }
}
