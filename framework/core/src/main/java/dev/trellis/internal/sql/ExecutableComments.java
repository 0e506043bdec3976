package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement with comments that a server of MySQL or MariaDB executes, {@code /}{@code *!40101 SET NAMES utf8
 * *}{@code /}, as that server does. The version of the server decides which comments it executes: MariaDB skips comments
 * with a version number of MySQL 5.7 or later, and MySQL skips {@code /}{@code *M!}. An executed comment ends after the
 * strings and comments in it. A skipped comment ends at the first end of a comment, or at the second if another comment
 * begins in the skipped comment.
 */
public final class ExecutableComments {
    /**
     * The lowest version number of a comment that some supported servers skip. Every supported server executes the comments
     * with a lower number.
     */
    private static final int FIRST_UNCERTAIN = 50700;

    private static final int MAX_DIGITS = 6;

    /** The largest number of uncertain comments for which every combination of executed and skipped comments is read. */
    private static final int MAX_UNCERTAIN = 6;

    private final String sql;
    private final StringBuilder reading = new StringBuilder();

    /** The uncertain comments that this reading skips: one bit for each comment, in the order of the text. */
    private final int skipped;

    private int uncertain;
    private int uncertainBeforeParenthesis;
    private int index;

    private ExecutableComments(String sql, int skipped) {
        this.sql = sql;
        this.skipped = skipped;
        while (index < sql.length()) {
            step();
        }
    }

    /** Replaces each executable comment by its contents. */
    static String inline(String sql, SqlSyntax syntax) {
        return mayContain(sql, syntax) ? new ExecutableComments(sql, 0).reading.toString() : sql;
    }

    private static boolean mayContain(String sql, SqlSyntax syntax) {
        return syntax.has(SqlSyntax.Feature.EXECUTABLE_COMMENTS)
                && sql.indexOf('!') >= 0
                && (sql.contains("/*!") || sql.contains("/*M!"));
    }

    /**
     * Returns the forms that a statement has on different servers: with and without each comment that only some servers
     * execute. The first form contains all such comments; a statement without such comments is returned unchanged.
     */
    public static List<String> readings(String sql, SqlSyntax syntax) {
        if (!mayContain(sql, syntax)) {
            return List.of(sql);
        }
        ExecutableComments first = new ExecutableComments(sql, 0);
        Set<String> readings = new LinkedHashSet<>();
        readings.add(first.reading.toString());
        int count = first.uncertain;
        for (int skipped = 1; skipped < 1 << Math.min(MAX_UNCERTAIN, count); skipped++) {
            ExecutableComments reading = new ExecutableComments(sql, skipped);
            readings.add(reading.reading.toString());
            // A skipped comment may contain the quote that hides the next comment.
            count = Math.max(count, reading.uncertain);
        }
        return List.copyOf(readings);
    }

    /**
     * Returns the reason why Trellis cannot tell how servers read the comments of a statement.
     *
     * @return a clause; null if there is no reason
     */
    public static @Nullable String problem(String sql, SqlSyntax syntax) {
        return mayContain(sql, syntax) && new ExecutableComments(sql, 0).uncertainBeforeParenthesis > MAX_UNCERTAIN
                ? "it has more than " + MAX_UNCERTAIN + " comments '/*!' that only some servers execute"
                : null;
    }

    private void step() {
        char c = sql.charAt(index);
        if (c == '\'' || c == '"' || c == '`') {
            copy(quoteEnd(c));
        } else if (c == '#'
                || (sql.startsWith("--", index) && (index + 2 == sql.length() || sql.charAt(index + 2) <= ' '))) {
            int end = sql.indexOf('\n', index);
            copy(end < 0 ? sql.length() : end);
        } else if (sql.startsWith("/*!", index) || sql.startsWith("/*M!", index)) {
            executable();
        } else if (sql.startsWith("/*", index)) {
            skipTo(commentEnd(index + 2));
        } else if (sql.startsWith("*/", index)) {
            skipTo(index + 2);
        } else {
            copy(index + 1);
        }
    }

    private void executable() {
        boolean isMariadb = sql.charAt(index + 2) == 'M';
        int start = index + (isMariadb ? 4 : 3);
        int end = start;
        while (end < sql.length() && end - start < MAX_DIGITS && Character.isDigit(sql.charAt(end))) {
            end++;
        }
        boolean isUncertain =
                isMariadb || (end > start && Integer.parseInt(sql.substring(start, end)) >= FIRST_UNCERTAIN);
        boolean isSkipped = isUncertain && uncertain < MAX_UNCERTAIN && (skipped & 1 << uncertain) != 0;
        if (isUncertain) {
            uncertain++;
            uncertainBeforeParenthesis += reading.indexOf("(") < 0 ? 1 : 0;
        }
        skipTo(isSkipped ? skippedEnd(end) : end);
    }

    private int skippedEnd(int from) {
        int close = commentEnd(from);
        int nested = sql.indexOf("/*", from);
        return nested < 0 || nested > close - 2 ? close : commentEnd(commentEnd(nested + 2));
    }

    private int commentEnd(int from) {
        int end = from > sql.length() ? -1 : sql.indexOf("*/", from);
        return end < 0 ? sql.length() : end + 2;
    }

    private int quoteEnd(char quote) {
        for (int i = index + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && quote != '`') {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return sql.length();
    }

    private void copy(int end) {
        reading.append(sql, index, end);
        index = end;
    }

    private void skipTo(int end) {
        reading.append(' ');
        index = end;
    }
}
