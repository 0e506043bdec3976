package dev.trellis.dialect.sqlite;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
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
        return of(SqliteTokens.of(sql));
    }

    static String of(List<SqlToken> all) {
        List<SqlToken> tokens = SqlFragment.withoutParentheses(all);
        StringBuilder text = new StringBuilder();
        @Nullable SqlToken before = null;
        for (SqlToken token : tokens) {
            if (before != null && spaced(before, token)) {
                text.append(' ');
            }
            text.append(spelled(token));
            before = token;
        }
        return text.toString();
    }

    private static boolean spaced(SqlToken before, SqlToken token) {
        if (before.is("(") || before.is(".") || token.is(")") || token.is(",") || token.is(".")) {
            return false;
        }
        boolean call = token.is("(")
                && (before.kind() == Kind.NAME
                        || (before.kind() == Kind.WORD && SqliteKeywords.callable(before.text())));
        return !call;
    }

    private static String spelled(SqlToken token) {
        return switch (token.kind()) {
            case STRING -> token.text();
            case NAME -> SqliteDialect.quoted(SqliteTokens.fold(token.value()));
            case WORD, NUMBER -> SqliteTokens.fold(token.text());
            case SYMBOL -> token.text().equals("!=") ? "<>" : token.text().equals("==") ? "=" : token.text();
        };
    }
}
