package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.SqlSyntax;

/** SQL without what means nothing in it. */
public final class NormalizedSql {
    private NormalizedSql() {}

    /** The statement with one blank between its tokens and without comments; the text itself where it cannot be read. */
    public static String of(String sql, SqlSyntax syntax) {
        try {
            SqlLexer lexer = new SqlLexer(sql, syntax, "", 1);
            StringBuilder words = new StringBuilder(sql.length());
            while (lexer.next() != Token.END) {
                lexer.begun(true);
                words.append(lexer.token()).append(' ');
            }
            return words.toString().stripTrailing();
        } catch (SqlException e) {
            return sql;
        }
    }
}
