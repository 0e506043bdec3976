package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlSyntax.Feature;
import java.util.List;
import java.util.Locale;

/**
 * The SQL modes of MySQL and MariaDB in which {@code "..."} is a name and not a string. A backslash in a name is no escape,
 * so the name may end earlier than the string would end.
 */
public final class AnsiQuotes {
    private static final List<String> MODES = List.of("ansi", "oracle", "db2", "maxdb", "mssql", "postgresql");

    private AnsiQuotes() {}

    /** Returns whether a statement sets one of the modes. */
    public static boolean areSetBy(String sql, SqlSyntax syntax) {
        if (!syntax.has(Feature.DOUBLE_QUOTED_STRINGS)) {
            return false;
        }
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("sql_mode") && MODES.stream().anyMatch(lower::contains);
    }

    /**
     * Returns whether the modes change the meaning of a statement for the database: a {@code "..."} in it contains a
     * backslash.
     */
    public static boolean changeMeaning(String sql, SqlSyntax syntax) {
        return sql.indexOf('\\') >= 0
                && SqlFragment.tokens(sql, syntax).stream()
                        .anyMatch(token ->
                                token.text().startsWith("\"") && token.text().indexOf('\\') >= 0);
    }
}
