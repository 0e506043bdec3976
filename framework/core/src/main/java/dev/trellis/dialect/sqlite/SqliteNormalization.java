package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.SqliteToken.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes SQL, so that texts with the same meaning are equal. SQLite stores SQL as it was written, so both sides of a
 * comparison are normalized: white space, comments, outer parentheses, unnecessary quotes of names and letter case outside
 * quotes are removed.
 */
final class SqliteNormalization {
    private SqliteNormalization() {}

    static String of(String sql) {
        return of(SqliteToken.of(sql));
    }

    static String of(List<SqliteToken> all) {
        List<SqliteToken> tokens = withoutParentheses(all);
        StringBuilder text = new StringBuilder();
        @Nullable SqliteToken previous = null;
        for (SqliteToken token : tokens) {
            if (previous != null && needsSpace(previous, token)) {
                text.append(' ');
            }
            text.append(normalized(token));
            previous = token;
        }
        return text.toString();
    }

    /** Returns the tokens without the parentheses that enclose all of them. */
    static List<SqliteToken> withoutParentheses(List<SqliteToken> all) {
        List<SqliteToken> tokens = all;
        while (tokens.size() > 2 && tokens.get(0).is("(") && closingParenthesis(tokens) == tokens.size() - 1) {
            tokens = tokens.subList(1, tokens.size() - 1);
        }
        return tokens;
    }

    /** Returns the index of the parenthesis that closes the first one; -1 if there is none. */
    private static int closingParenthesis(List<SqliteToken> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean needsSpace(SqliteToken previous, SqliteToken token) {
        if (previous.is("(") || previous.is(".") || token.is(")") || token.is(",") || token.is(".")) {
            return false;
        }
        boolean call = token.is("(")
                && (previous.kind() == Kind.QUOTED
                        || (previous.kind() == Kind.WORD && SqliteKeywords.isCallable(previous.text())));
        return !call;
    }

    private static String normalized(SqliteToken token) {
        return switch (token.kind()) {
            case STRING -> token.text();
            case QUOTED -> SqliteDialect.quoted(SqliteToken.fold(token.value()));
            case WORD, NUMBER -> SqliteToken.fold(token.text());
            case SIGN -> token.text().equals("!=") ? "<>" : token.text().equals("==") ? "=" : token.text();
        };
    }
}
