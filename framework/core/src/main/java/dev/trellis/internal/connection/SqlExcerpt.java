package dev.trellis.internal.connection;

/** The first lines of a statement, for error messages. */
public final class SqlExcerpt {
    private static final int SHOWN_LINES = 12;

    private SqlExcerpt() {}

    /** Returns the first lines of a statement, each after a {@code |}, and the number of omitted lines. */
    public static String of(String sql) {
        String[] lines = sql.strip().split("\n", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(lines.length, SHOWN_LINES); i++) {
            text.append(i == 0 ? "" : "\n  ").append("| ").append(lines[i].stripTrailing());
        }
        if (lines.length > SHOWN_LINES) {
            int more = lines.length - SHOWN_LINES;
            text.append("\n  | ... (").append(more).append(more == 1 ? " more line)" : " more lines)");
        }
        return text.toString();
    }
}
