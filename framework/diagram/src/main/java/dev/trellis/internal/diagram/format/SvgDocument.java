package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.OwnerLook;
import java.util.List;

/**
 * The frame of a drawing in SVG: title, description, patterns, legend and style. Attributes give the light colours, so any
 * program can show the drawing; a style sheet adds dark colours for browsers.
 */
final class SvgDocument {
    /** The width of a character of the monospaced font at 12 px. */
    private static final double ADVANCE = 7.25;

    static final String FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

    private SvgDocument() {}

    /** Returns the width of a text in pixels. */
    static int width(String text, int fontSize) {
        return (int) Math.ceil(PrintableText.columns(text) * ADVANCE * fontSize / 12);
    }

    static void open(StringBuilder svg, SvgOptions options, String title, String description, int width, int height) {
        if (options.isStandalone()) {
            svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        }
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"")
                .append(options.isStandalone() ? "img" : "group")
                .append("\" aria-label=\"")
                .append(xml(title))
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" font-family=\"")
                .append(FONT)
                .append("\" font-size=\"12\">\n");
        if (options.isStandalone()) {
            svg.append("<title>")
                    .append(xml(title))
                    .append("</title>\n<desc>")
                    .append(xml(description))
                    .append("</desc>\n");
        }
    }

    /** Writes the patterns and marks, and the dark colours unless the style sheet of a page contains them. */
    static void definitions(StringBuilder svg, SvgOptions options, List<Owner> owners) {
        if (options.isStandalone()) {
            svg.append("<style>\n").append(SvgStyle.dark(owners)).append("</style>\n");
        }
        svg.append("<defs>\n");
        for (Owner owner : owners) {
            pattern(svg, owner);
        }
        svg.append("""
                <marker id="d-many" markerWidth="12" markerHeight="12" refX="0" refY="6" orient="auto"><path class="d-tip" d="M10,6 L0,1 M10,6 L0,6 M10,6 L0,11" fill="none" stroke="#5c5c5c"/></marker>
                <marker id="d-single" markerWidth="12" markerHeight="12" refX="0" refY="6" orient="auto"><path class="d-tip" d="M6,1 L6,11" fill="none" stroke="#5c5c5c"/></marker>
                <marker id="d-one" markerWidth="12" markerHeight="12" refX="11" refY="6" orient="auto"><path class="d-tip" d="M5,1 L5,11" fill="none" stroke="#5c5c5c"/></marker>
                <marker id="d-optional" markerWidth="12" markerHeight="12" refX="11" refY="6" orient="auto"><circle class="d-tip d-dot" cx="6" cy="6" r="3.5" fill="#ffffff" stroke="#5c5c5c"/></marker>
                </defs>
                """);
    }

    private static void pattern(StringBuilder svg, Owner owner) {
        OwnerLook look = owner.look();
        svg.append("<pattern id=\"")
                .append(id(owner))
                .append(
                        "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"")
                .append(look.pattern() == OwnerLook.Pattern.EMPTY ? "#ffffff" : look.colour())
                .append("\"/>")
                .append(
                        switch (look.pattern()) {
                            case EMPTY, SOLID -> "";
                            case RISING -> stroke("M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6");
                            case FALLING -> stroke("M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2");
                            case HORIZONTAL -> stroke("M0,2 L8,2 M0,6 L8,6");
                            case VERTICAL -> stroke("M2,0 L2,8 M6,0 L6,8");
                            case CROSS -> stroke("M0,0 L8,8 M8,0 L0,8");
                            case DOTS -> "<circle cx=\"4\" cy=\"4\" r=\"2\" fill=\"#ffffff\"/>";
                        })
                .append("</pattern>\n");
    }

    private static String stroke(String path) {
        return "<path d=\"" + path + "\" stroke=\"#ffffff\" stroke-width=\"1.6\" fill=\"none\"/>";
    }

    /** Returns the identifier of the pattern of an owner. */
    static String id(Owner owner) {
        return "d-pattern-" + owner.index();
    }

    /** Appends a sample of the look of an owner. */
    static void swatch(StringBuilder svg, Owner owner, int x, int y) {
        svg.append("<rect x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\" width=\"22\" height=\"14\" fill=\"url(#")
                .append(id(owner))
                .append(")\" stroke=\"")
                .append(owner.look().colour())
                .append("\"/>");
    }

    static void text(StringBuilder svg, String cssClass, String attributes, int x, int y, String text) {
        svg.append("<text class=\"")
                .append(cssClass)
                .append("\" x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\" fill=\"")
                .append(cssClass.equals("d-muted") ? "#595959" : "#1a1a1a")
                .append('"')
                .append(attributes.isEmpty() ? "" : " " + attributes)
                .append('>')
                .append(xml(text))
                .append("</text>");
    }

    static String xml(String text) {
        return PrintableText.xml(PrintableText.line(text));
    }
}
