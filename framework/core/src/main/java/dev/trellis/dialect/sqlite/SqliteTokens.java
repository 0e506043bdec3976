package dev.trellis.dialect.sqlite;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.sql.SqlSyntax;
import java.util.List;

/** Tokens and names as SQLite reads them. */
final class SqliteTokens {
    private SqliteTokens() {}

    /** Returns the tokens of a text; quotes and comments that are not closed end with the text. */
    static List<SqlToken> of(String sql) {
        return SqlFragment.tokens(sql, SqlSyntax.SQLITE);
    }

    /** Returns whether the token can be a name; SQLite accepts a string in single quotes where only a name can be. */
    static boolean isName(SqlToken token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.NAME || token.kind() == Kind.STRING;
    }

    /** Converts a name to lower case as SQLite does: only the letters A to Z have a lower case. */
    static String fold(String name) {
        int upper = 0;
        while (upper < name.length() && !isUpper(name.charAt(upper))) {
            upper++;
        }
        if (upper == name.length()) {
            return name;
        }
        StringBuilder folded = new StringBuilder(name);
        for (int i = upper; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (isUpper(c)) {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
