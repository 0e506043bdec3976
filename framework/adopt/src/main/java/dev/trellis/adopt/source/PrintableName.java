package dev.trellis.adopt.source;

/** The form of names from files of another tool in messages, scripts and reports. */
public final class PrintableName {
    private PrintableName() {}

    /**
     * Returns a text on one line: control characters, invisible characters and line breaks, which a name of a file may
     * contain, become blanks.
     */
    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(isPrintable(c) ? c : ' '));
        return line.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
