package dev.trellis.internal.diagram.format;

/** Texts of scripts in documents. A name may contain any character, including control characters and changes of direction. */
public final class PrintableText {
    private PrintableText() {}

    /** Returns a text on one line, in which characters that cannot be seen are replaced by a visible notation. */
    public static String line(String text) {
        return visible(text, false);
    }

    /** Returns a text of several lines; line feeds and tabulators are kept. */
    public static String lines(String text) {
        return visible(text.replace("\r\n", "\n"), true);
    }

    /** Returns the text for XML and HTML, in element content and in attributes between double quotes. */
    public static String xml(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Returns the text with at most so many characters; a longer one ends in an ellipsis. */
    static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "\u2026";
    }

    /** Returns the number of columns that a text takes in a font of fixed width. */
    static int columns(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        return c >= 0x1100
                && (Character.isIdeographic(c)
                        || c <= 0x115f
                        || (c >= 0x3040 && c <= 0x30ff)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xff01 && c <= 0xff60)
                        || c >= 0x1f300);
    }

    private static String visible(String text, boolean keepLines) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isVisible(c) || (keepLines && (c == '\n' || c == '\t'))) {
                visible.appendCodePoint(c);
            } else if (c < 0x20) {
                visible.appendCodePoint(0x2400 + c);
            } else {
                visible.append("\u27e8U+")
                        .append(Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT))
                        .append('\u27e9');
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
