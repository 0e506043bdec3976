package dev.trellis.internal.diagram.site;

import dev.trellis.internal.diagram.format.PrintableText;
import java.util.ArrayDeque;
import java.util.Deque;

/** Builds a page. Every text is escaped; only {@link #markup} takes text as it is. */
final class Html {
    private final StringBuilder page = new StringBuilder(8192);
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values, alternately
     */
    Html open(String element, String... attributes) {
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
    Html empty(String element, String... attributes) {
        start(element, attributes);
        page.append('>');
        return this;
    }

    /** Closes the innermost open element. */
    Html close() {
        page.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes the innermost open element and begins a new line. */
    Html end() {
        close();
        page.append('\n');
        return this;
    }

    /** Writes a text on one line. */
    Html text(String text) {
        page.append(escaped(text));
        return this;
    }

    /** Writes a text of several lines, for {@code pre}. */
    Html lines(String text) {
        page.append(PrintableText.xml(PrintableText.lines(text)));
        return this;
    }

    /** Writes an element that contains a text. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Writes a text that is markup, and not from a script or database. */
    Html markup(String markup) {
        page.append(markup);
        return this;
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
