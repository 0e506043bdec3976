package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.DialectException;
import dev.trellis.internal.sql.SqlComments;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.schema.SqlText;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads and normalizes SQL expressions of PostgreSQL. */
final class PostgresqlExpressions {
    private static final Pattern WORD_OR_CALL = Pattern.compile("[A-Za-z_][\\w.]*(?:\\(.*\\))?", Pattern.DOTALL);

    private PostgresqlExpressions() {}

    /** Returns the SQL for PostgreSQL without comments. */
    static String in(SqlText sql) {
        String text = sql.in(PostgresqlDialect.NAME);
        if (text == null) {
            throw DialectException.noSqlFor(PostgresqlDialect.NAME, sql.toString());
        }
        return SqlComments.without(text, SqlSyntax.POSTGRESQL);
    }

    /** Returns the SQL without the parentheses around the whole expression. */
    static String bare(String sql) {
        String text = sql.strip();
        while (isEnclosed(text)) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return text;
    }

    static List<SqlToken> tokens(String sql) {
        return SqlFragment.tokens(sql, SqlSyntax.POSTGRESQL);
    }

    /**
     * Returns an expression from the catalogue without outer parentheses, in the spelling that stays the same when the
     * server stores the expression again.
     */
    static String asRead(String sql) {
        return bare(PostgresqlArrays.withElementCasts(sql));
    }

    private static boolean isEnclosed(String text) {
        return text.startsWith("(") && text.endsWith(")") && closing(text) == text.length() - 1;
    }

    /** Returns the offset of the parenthesis that closes the first one; -1 if there is none. */
    private static int closing(String text) {
        List<SqlToken> tokens = tokens(text);
        int index = SqlFragment.closing(tokens, 0);
        return index == tokens.size() ? -1 : tokens.get(index).start();
    }

    /** Returns whether the text can be inserted as one expression: nothing in it ends the enclosing parenthesis or statement. */
    static boolean isOne(String sql) {
        SqlFragment fragment = SqlFragment.of(sql, SqlSyntax.POSTGRESQL);
        int depth = 0;
        for (SqlToken token : fragment.tokens()) {
            depth += token.depthChange();
            if (depth < 0 || token.is(";")) {
                return false;
            }
        }
        return depth == 0 && fragment.isTerminated() && !fragment.hasComments() && !sql.isBlank();
    }

    /** Returns an expression for DEFAULT: in parentheses, unless it is a word or a single call. */
    static String asDefault(String sql) {
        String text = sql.strip();
        if (isEnclosed(text) || (WORD_OR_CALL.matcher(text).matches() && isWordOrCall(text))) {
            return text;
        }
        return "(" + text + ")";
    }

    private static boolean isWordOrCall(String text) {
        int open = text.indexOf('(');
        return open < 0 || closing(text.substring(open)) == text.length() - open - 1;
    }

    /** Returns an equal text for expressions that differ only in blanks, outer parentheses and letter case outside quotes. */
    static String normalised(String sql) {
        String bare = bare(sql);
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (SqlToken token : tokens(bare)) {
            boolean quoted = token.kind() == Kind.STRING || token.kind() == Kind.NAME;
            String normalized = quoted ? token.text() : token.text().toLowerCase(Locale.ROOT);
            boolean apart = token.start() > end && !text.isEmpty();
            if (apart && isWord(text.charAt(text.length() - 1)) && isWord(normalized.charAt(0))) {
                text.append(' ');
            }
            text.append(normalized);
            end = token.end();
        }
        return text.toString();
    }

    private static boolean isWord(char character) {
        return Character.isLetterOrDigit(character)
                || character == '_'
                || character == '\''
                || character == '"'
                || character == '$';
    }
}
