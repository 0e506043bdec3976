package dev.trellis.cli;

import java.util.Locale;

/**
 * Escapes characters of scripts and databases that would change what a terminal shows: control characters, and the format
 * characters of Unicode that reorder or hide text.
 */
final class Printable {
    private Printable() {}

    /** Returns a text of one line; a line break in it is escaped as well. Tabs are kept. */
    static String line(String text) {
        return escaped(text, false);
    }

    /** Returns a text of several lines, whose second and further lines are indented so that none looks like a line of its own. */
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

    /** Returns a JSON document in which these characters are escaped; JSON allows that in texts, and they occur nowhere else. */
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

    /** Whether the character controls the terminal or the order of the text. Joiners belong to the spelling of words. */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> c != '\u200c' && c != '\u200d';
            default -> false;
        };
    }
}
