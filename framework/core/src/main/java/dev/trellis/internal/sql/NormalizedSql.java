package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.SqlSyntax;

/** Removes the differences between SQL texts that have no meaning: white space and comments. */
public final class NormalizedSql {
    private NormalizedSql() {}

    /** Returns the statement without comments and with one blank between tokens; unchanged if it cannot be tokenized. */
    public static String of(String sql, SqlSyntax syntax) {
        try {
            SqlLexer lexer = new SqlLexer(sql, syntax, "", 1);
            StringBuilder normalized = new StringBuilder(sql.length());
            while (lexer.next() != Token.END) {
                lexer.begun(true);
                normalized.append(lexer.token()).append(' ');
            }
            return normalized.toString().stripTrailing();
        } catch (SqlException e) {
            return sql;
        }
    }
}
