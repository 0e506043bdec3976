package dev.trellis.internal.diagram.format;

/** Texts in the language of Graphviz. */
final class DotText {
    private DotText() {}

    /** Returns a text between double quotes. In labels, a backslash begins an escape sequence, so it is doubled. */
    static String quoted(String text) {
        return "\"" + PrintableText.line(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns a text in a label that is written as HTML. */
    static String html(String text) {
        String line = PrintableText.line(text);
        return line.isBlank() ? "&#160;" : PrintableText.xml(line);
    }
}
