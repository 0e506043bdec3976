package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.SqlSyntax;

/** Comments in SQL that is part of a model: what an author says to readers is nothing that a database keeps. */
public final class SqlComments {
    private SqlComments() {}

    /** The text without its comments; one that cannot be taken apart stays as it is. */
    public static String without(String sql, SqlSyntax syntax) {
        if (!sql.contains("--") && !sql.contains("/*") && !sql.contains("#")) {
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
