package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlSyntax.Feature;
import java.util.List;
import java.util.Locale;

/**
 * The SQL modes of MySQL and MariaDB in which {@code "..."} is a name. A backslash in it is then no escape, so that the name may
 * end before the string would.
 */
public final class AnsiQuotes {
    private static final List<String> MODES = List.of("ansi", "oracle", "db2", "maxdb", "mssql", "postgresql");

    private AnsiQuotes() {}

    /** Returns whether a statement sets the mode. */
    public static boolean areSetBy(String sql, SqlSyntax syntax) {
        if (!syntax.has(Feature.DOUBLE_QUOTED_STRINGS)) {
            return false;
        }
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("sql_mode") && MODES.stream().anyMatch(lower::contains);
    }

    /** Returns whether a statement has another meaning in the mode than Trellis reads. */
    public static boolean changeMeaning(String sql, SqlSyntax syntax) {
        return sql.indexOf('\\') >= 0
                && SqlFragment.tokens(sql, syntax).stream()
                        .anyMatch(token ->
                                token.text().startsWith("\"") && token.text().indexOf('\\') >= 0);
    }
}
