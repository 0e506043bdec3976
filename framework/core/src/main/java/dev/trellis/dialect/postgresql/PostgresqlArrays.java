package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes arrays in expressions. The server spells {@code name in ('a', 'b')} on a varchar with a cast of the whole
 * array; if that text is run again, as when a CHECK is recreated, the server spells it with a cast of each element. The
 * second spelling does not change any more, so this class converts the first spelling to the second.
 */
final class PostgresqlArrays {
    private static final String OPEN = "(ARRAY[";
    private static final String CAST = "])::";
    private static final String ARRAY = "[]";

    private PostgresqlArrays() {}

    static String withElementCasts(String sql) {
        if (!sql.contains(OPEN)) {
            return sql;
        }
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (SqlToken token : PostgresqlExpressions.tokens(sql)) {
            int start = token.start();
            String replacement = start >= copied && sql.startsWith(OPEN, start) ? elementCasts(sql, start) : null;
            if (replacement != null) {
                text.append(sql, copied, start).append(replacement);
                int close = closingBracket(sql, start + OPEN.length());
                copied = sql.indexOf(ARRAY, close + CAST.length()) + ARRAY.length();
            }
        }
        return text.append(sql, copied, sql.length()).toString();
    }

    /**
     * Returns the array at an offset with a cast of each element; null if there is no array with a cast of the whole array.
     */
    private static @Nullable String elementCasts(String sql, int start) {
        int close = closingBracket(sql, start + OPEN.length());
        if (close < 0 || !sql.startsWith(CAST, close)) {
            return null;
        }
        int end = sql.indexOf(ARRAY, close + CAST.length());
        String type = end < 0 ? "" : sql.substring(close + CAST.length(), end);
        if (type.isEmpty() || !type.chars().allMatch(c -> Character.isLetter(c) || c == ' ')) {
            return null;
        }
        List<String> elements = new ArrayList<>();
        elements(sql.substring(start + OPEN.length(), close)).forEach(each -> elements.add("(" + each + ")::" + type));
        return "ARRAY[" + String.join(", ", elements) + "]";
    }

    /** Returns the offset of the bracket that closes an array; -1 if there is none. */
    private static int closingBracket(String sql, int from) {
        int depth = 0;
        for (SqlToken token : PostgresqlExpressions.tokens(sql.substring(from))) {
            if (token.is("]") && depth == 0) {
                return from + token.start();
            }
            depth += token.is("[") ? 1 : token.is("]") ? -1 : 0;
        }
        return -1;
    }

    private static List<String> elements(String inside) {
        List<String> elements = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (SqlToken token : PostgresqlExpressions.tokens(inside)) {
            if (token.is(",") && depth == 0) {
                elements.add(inside.substring(from, token.start()).strip());
                from = token.end();
            }
            depth += token.is("[") ? 1 : token.is("]") ? -1 : token.depthChange();
        }
        elements.add(inside.substring(from).strip());
        return elements;
    }
}
