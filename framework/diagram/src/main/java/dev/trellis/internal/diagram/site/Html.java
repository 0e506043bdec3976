package dev.trellis.internal.diagram.site;

import dev.trellis.internal.diagram.format.PrintableText;
import java.util.ArrayDeque;
import java.util.Deque;

/** Builds a page. Every text is escaped; only {@link #markup} takes text as it is. */
public final class Html {
    private final StringBuilder page = new StringBuilder(8192);
    private final Deque<String> open = new ArrayDeque<>();

    /** Creates an empty page. */
    public Html() {}

    /**
     * Opens an element.
     *
     * @param attributes names and values, alternately
     */
    public Html open(String element, String... attributes) {
        start(element, attributes);
        page.append('>');
        open.push(element);
        return this;
    }

    private void start(String element, String... attributes) {
        page.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            page.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
    }

    /** Writes an element without content, such as an image. */
    public Html empty(String element, String... attributes) {
        start(element, attributes);
        page.append('>');
        return this;
    }

    /** Closes the innermost open element. */
    public Html close() {
        page.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes the innermost open element and begins a new line. */
    public Html end() {
        close();
        page.append('\n');
        return this;
    }

    /** Writes a text on one line. */
    public Html text(String text) {
        page.append(escaped(text));
        return this;
    }

    /** Writes a text of several lines, for {@code pre}. */
    public Html lines(String text) {
        page.append(PrintableText.xml(PrintableText.lines(text)));
        return this;
    }

    /** Writes an element that contains a text. */
    public Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Writes a text that is markup, and not from a script or database. */
    public Html markup(String markup) {
        page.append(markup);
        return this;
    }

    /** Writes a paragraph. */
    public Html paragraph(String text) {
        element("p", text);
        return markup("\n");
    }

    /** Writes a heading of a section. */
    public Html section(String text) {
        element("h2", text);
        return markup("\n");
    }

    /** Writes a term of a list of facts and opens its description, which the caller closes. */
    public Html term(String name) {
        return element("dt", name).open("dd");
    }

    /** Opens a table that scrolls on a narrow screen; {@link #endTable} closes it. */
    public Html table(String caption, String... columns) {
        open("div", "class", "scroll", "role", "region", "aria-label", caption, "tabindex", "0")
                .open("table");
        element("caption", caption, "class", "hidden").open("thead").open("tr");
        for (String column : columns) {
            element("th", column, "scope", "col");
        }
        return close().close().markup("\n").open("tbody").markup("\n");
    }

    /** Closes the elements that {@link #table} has opened. */
    public Html endTable() {
        return close().close().end();
    }

    /** Writes a text as code, in a region that scrolls. */
    public Html code(String label, String text) {
        return open("pre", "tabindex", "0", "role", "region", "aria-label", label)
                .open("code")
                .lines(text)
                .close()
                .end();
    }

    private static String escaped(String text) {
        return PrintableText.xml(PrintableText.line(text));
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return page.toString();
    }
}
