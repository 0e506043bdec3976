package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.regex.Pattern;

/** Replaces comments that the server executes, {@code /}{@code *!40101 SET NAMES utf8 *}{@code /}, by their contents. */
final class ExecutableComments {
    private static final Pattern COMMENT = Pattern.compile("/\\*M?!\\d*(.*?)\\*/", Pattern.DOTALL);

    private ExecutableComments() {}

    static String inline(String sql, SqlSyntax syntax) {
        return syntax.has(SqlSyntax.Feature.EXECUTABLE_COMMENTS) && sql.contains("!")
                ? COMMENT.matcher(sql).replaceAll(" $1 ")
                : sql;
    }
}
