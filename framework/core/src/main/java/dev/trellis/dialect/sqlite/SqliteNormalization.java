package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.SqliteToken.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One spelling for SQL that means the same. SQLite keeps what was written, so both sides of a comparison are spelled
 * anew: white space, comments, outer parentheses, the quotes of names that need none, and letter case outside quotes
 * fall away.
 */
final class SqliteNormalization {
    private SqliteNormalization() {}

    static String of(String sql) {
        return of(SqliteToken.of(sql));
    }

    static String of(List<SqliteToken> all) {
        List<SqliteToken> tokens = withoutParentheses(all);
        StringBuilder text = new StringBuilder();
        @Nullable SqliteToken before = null;
        for (SqliteToken token : tokens) {
            if (before != null && spaced(before, token)) {
                text.append(' ');
            }
            text.append(spelled(token));
            before = token;
        }
        return text.toString();
    }

    /** What is left when parentheses around the whole are taken off. */
    static List<SqliteToken> withoutParentheses(List<SqliteToken> all) {
        List<SqliteToken> tokens = all;
        while (tokens.size() > 2 && tokens.get(0).is("(") && closing(tokens) == tokens.size() - 1) {
            tokens = tokens.subList(1, tokens.size() - 1);
        }
        return tokens;
    }

    /** Where the parenthesis that opens first is closed. */
    private static int closing(List<SqliteToken> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean spaced(SqliteToken before, SqliteToken token) {
        if (before.is("(") || before.is(".") || token.is(")") || token.is(",") || token.is(".")) {
            return false;
        }
        boolean call = token.is("(")
                && (before.kind() == Kind.QUOTED
                        || (before.kind() == Kind.WORD && SqliteKeywords.callable(before.text())));
        return !call;
    }

    private static String spelled(SqliteToken token) {
        return switch (token.kind()) {
            case STRING -> token.text();
            case QUOTED -> SqliteDialect.quoted(SqliteToken.fold(token.value()));
            case WORD, NUMBER -> SqliteToken.fold(token.text());
            case SIGN -> token.text().equals("!=") ? "<>" : token.text().equals("==") ? "=" : token.text();
        };
    }
}
