package dev.trellis.cli;

import java.util.Locale;

/**
 * Escapes characters of scripts and databases that would falsify the output on a terminal: control characters, and the
 * format characters of Unicode that reorder or hide text.
 */
final class Printable {
    private Printable() {}

    /** Returns a text as one line: line breaks are escaped like other control characters, and tabs are kept. */
    static String line(String text) {
        return escaped(text, false);
    }

    /**
     * Returns a text of several lines, each with its control characters escaped. All lines but the first are indented, so
     * that a line of the text does not look like a separate message.
     */
    static String lines(String text) {
        return escaped(text, true).replaceAll("\n(?!  |\n|$)", "\n  ");
    }

    private static String escaped(String text, boolean keepsLineBreaks) {
        if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c != '\t' && !(c == '\n' && keepsLineBreaks) && isControl(c)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /**
     * Returns a JSON document in which all characters beyond ASCII that control a terminal are escaped. Such characters
     * occur only in the strings of the document, where JSON permits escapes.
     */
    static String json(String document) {
        StringBuilder escaped = new StringBuilder();
        document.codePoints().forEach(c -> {
            if (c > '~' && isControl(c)) {
                for (char unit : Character.toChars(c)) {
                    escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /**
     * Returns whether a character controls the terminal or the order of the text; false for joiners, which belong to the
     * spelling of words.
     */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> c != '\u200c' && c != '\u200d';
            default -> false;
        };
    }
}
