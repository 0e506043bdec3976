package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.SqlSyntax;

/** Removes comments from the SQL of a model, because databases do not store them. */
public final class SqlComments {
    private SqlComments() {}

    /** Returns the text without comments; unchanged if it cannot be tokenized. */
    public static String without(String sql, SqlSyntax syntax) {
        if (!sql.contains("--") && !sql.contains("/*") && !sql.contains("#") && !sql.contains("//")) {
            return sql;
        }
        try {
            StringBuilder text = new StringBuilder();
            SqlLexer lexer = new SqlLexer(sql, syntax, "", 1);
            lexer.begun(true);
            int from = 0;
            for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
                String gap = sql.substring(from, lexer.start());
                text.append(gap.isBlank() ? gap : " ").append(lexer.token());
                from = lexer.end();
            }
            return text.toString();
        } catch (SqlException e) {
            return sql;
        }
    }
}
