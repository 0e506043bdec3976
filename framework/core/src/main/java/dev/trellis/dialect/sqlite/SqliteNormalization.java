package dev.trellis.dialect.sqlite;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
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
        return of(SqliteTokens.of(sql));
    }

    static String of(List<SqlToken> all) {
        List<SqlToken> tokens = SqlFragment.withoutParentheses(all);
        StringBuilder text = new StringBuilder();
        @Nullable SqlToken previous = null;
        for (SqlToken token : tokens) {
            if (previous != null && needsSpace(previous, token)) {
                text.append(' ');
            }
            text.append(normalized(token));
            previous = token;
        }
        return text.toString();
    }

    private static boolean needsSpace(SqlToken previous, SqlToken token) {
        if (previous.is("(") || previous.is(".") || token.is(")") || token.is(",") || token.is(".")) {
            return false;
        }
        boolean call = token.is("(")
                && (previous.kind() == Kind.NAME
                        || (previous.kind() == Kind.WORD && SqliteKeywords.isCallable(previous.text())));
        return !call;
    }

    private static String normalized(SqlToken token) {
        return switch (token.kind()) {
            case STRING -> token.text();
            case NAME -> SqliteDialect.quoted(SqliteTokens.fold(token.value()));
            case WORD, NUMBER -> SqliteTokens.fold(token.text());
            case SYMBOL -> token.text().equals("!=") ? "<>" : token.text().equals("==") ? "=" : token.text();
        };
    }
}
