package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.format.SchemaDrawing.Line;
import dev.trellis.internal.diagram.format.TableBox.ColumnLine;
import dev.trellis.internal.diagram.layout.LayeredLayout;
import dev.trellis.internal.diagram.layout.Layout;
import dev.trellis.internal.diagram.layout.Layout.Point;
import dev.trellis.internal.diagram.layout.Layout.Size;
import dev.trellis.internal.diagram.project.Owner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws tables as SVG: each table as a box in the colour and pattern of its owner, each foreign key as a line in the notation of
 * crow's feet.
 */
public final class SchemaSvg {
    private static final int HEAD = 40;
    private static final int ROW = 18;
    private static final int PADDING = 5;
    private static final int STRIPE = 8;
    private static final int MARK = 42;
    private static final int NAME_LENGTH = 40;
    private static final int TYPE_LENGTH = 28;
    private static final int MARGIN = 24;

    private final SchemaDrawing drawing;
    private final SvgOptions options;
    private final StringBuilder svg = new StringBuilder();

    private SchemaSvg(SchemaDrawing drawing, SvgOptions options) {
        this.drawing = drawing;
        this.options = options;
    }

    /** Returns the text of the drawing. */
    public static String of(SchemaDrawing drawing, SvgOptions options) {
        SchemaSvg writer = new SchemaSvg(drawing, options);
        writer.write();
        return writer.svg.toString();
    }

    private void write() {
        List<Size> sizes = drawing.boxes().stream().map(SchemaSvg::size).toList();
        Layout layout = LayeredLayout.of(
                sizes,
                drawing.lines().stream()
                        .map(line -> new Layout.Line(line.from(), line.to()))
                        .toList());
        int width = Math.max(layout.width(), 420);
        SvgLegend legend = SvgLegend.of(drawing, width - 2 * MARGIN);
        int top = legend.height() + MARGIN;
        int height = top + layout.height();
        SvgDocument.open(svg, options, drawing.title(), description(), width, height);
        SvgDocument.definitions(svg, options, drawing.owners());
        svg.append("<rect class=\"d-bg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" fill=\"#ffffff\"/>\n");
        legend.write(svg, MARGIN, MARGIN);
        svg.append("<g transform=\"translate(0,").append(top).append(")\">\n");
        for (int i = 0; i < drawing.lines().size(); i++) {
            line(drawing.lines().get(i), layout.routes().get(i));
        }
        for (int i = 0; i < drawing.boxes().size(); i++) {
            box(drawing.boxes().get(i), layout.places().get(i), sizes.get(i));
        }
        svg.append("</g>\n</svg>\n");
    }

    private String description() {
        return drawing.boxes().size() + " tables and " + drawing.lines().size()
                + " foreign keys, each table in the colour of the branch that owns it";
    }

    private static Size size(TableBox box) {
        int width = 150;
        width = Math.max(width, SvgDocument.width(title(box), 13) + STRIPE + 24);
        width = Math.max(width, SvgDocument.width(PrintableText.line(box.owner().label()), 11) + STRIPE + 24);
        for (ColumnLine line : box.lines()) {
            int row = MARK + SvgDocument.width(name(line), 12) + SvgDocument.width(type(line), 11) + 30;
            width = Math.max(width, row);
        }
        int rows = box.lines().size() + (box.hidden() > 0 ? 1 : 0);
        return new Size(width, HEAD + (rows == 0 ? 0 : rows * ROW + 2 * PADDING));
    }

    private static String title(TableBox box) {
        return PrintableText.cut(PrintableText.line(box.name().toString()), NAME_LENGTH);
    }

    private static String name(ColumnLine line) {
        return PrintableText.cut(PrintableText.line(line.column().name()), NAME_LENGTH);
    }

    private static String type(ColumnLine line) {
        return PrintableText.cut(line.type(), TYPE_LENGTH) + (line.isRequired() ? "" : "?");
    }

    private void box(TableBox box, Point place, Size size) {
        Owner owner = box.owner();
        @Nullable String link = options.link().apply(box.name());
        if (link != null) {
            svg.append("<a href=\"").append(PrintableText.xml(link)).append("\">");
        }
        svg.append("<g class=\"d-table ")
                .append(owner.cssClass())
                .append("\" transform=\"translate(")
                .append(place.x())
                .append(',')
                .append(place.y())
                .append(")\"><title>")
                .append(SvgDocument.xml(box.name() + ", owned by " + owner.label()))
                .append("</title>");
        rect("d-body", 0, 0, size.width(), size.height(), "#ffffff");
        rect("d-head", 0, 0, size.width(), HEAD, owner.look().tint());
        svg.append("<rect width=\"")
                .append(STRIPE)
                .append("\" height=\"")
                .append(HEAD)
                .append("\" fill=\"url(#")
                .append(SvgDocument.id(owner))
                .append(")\"/>");
        svg.append("<rect class=\"d-box\" width=\"")
                .append(size.width())
                .append("\" height=\"")
                .append(size.height())
                .append("\" fill=\"none\" stroke=\"")
                .append(owner.look().colour())
                .append('"')
                .append(box.isOutside() || owner.equals(Owner.NONE) ? " stroke-dasharray=\"4 3\"" : "")
                .append(" stroke-width=\"")
                .append(owner.isProtected() ? "1.2" : "1.8")
                .append("\"/>");
        SvgDocument.text(svg, "d-fg", "font-size=\"13\" font-weight=\"bold\"", STRIPE + 8, 17, title(box));
        SvgDocument.text(svg, "d-fg", "font-size=\"11\"", STRIPE + 8, 32, owner.label());
        int y = HEAD + PADDING;
        for (ColumnLine line : box.lines()) {
            y += ROW;
            row(line, y - 5, size.width());
        }
        if (box.hidden() > 0) {
            SvgDocument.text(svg, "d-muted", "font-size=\"11\"", MARK, y + ROW - 5, "+ " + box.hidden() + " more");
        }
        svg.append("</g>").append(link == null ? "\n" : "</a>\n");
    }

    private void row(ColumnLine line, int y, int width) {
        if (!line.mark().isEmpty()) {
            SvgDocument.text(svg, "d-muted", "font-size=\"9\"", 6, y, line.mark());
        }
        SvgDocument.text(svg, "d-fg", line.isPrimary() ? "font-weight=\"bold\"" : "", MARK, y, name(line));
        SvgDocument.text(svg, "d-muted", "font-size=\"11\" text-anchor=\"end\"", width - 8, y, type(line));
    }

    private void rect(String cssClass, int x, int y, int width, int height, String fill) {
        svg.append("<rect class=\"")
                .append(cssClass)
                .append("\" x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" fill=\"")
                .append(fill)
                .append("\"/>");
    }

    private void line(Line line, List<Point> route) {
        Owner from = drawing.boxes().get(line.from()).owner();
        boolean isAcross = !from.equals(drawing.boxes().get(line.to()).owner());
        List<String> points = new ArrayList<>();
        route.forEach(point -> points.add(point.x() + "," + point.y()));
        svg.append("<path class=\"d-edge\" d=\"M")
                .append(String.join(" L", points))
                .append("\" fill=\"none\" stroke=\"#5c5c5c\" stroke-linejoin=\"round\"")
                .append(isAcross ? " stroke-dasharray=\"6 3\"" : "")
                .append(" marker-start=\"url(#")
                .append(line.isUnique() ? "d-single" : "d-many")
                .append(")\" marker-end=\"url(#")
                .append(line.isOptional() ? "d-optional" : "d-one")
                .append(")\"><title>")
                .append(SvgDocument.xml(drawing.boxes().get(line.from()).name() + "("
                        + String.join(", ", line.key().columns()) + ") \u2192 "
                        + line.key().references()))
                .append("</title></path>\n");
    }
}
