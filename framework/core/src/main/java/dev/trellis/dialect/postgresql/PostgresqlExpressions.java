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

/** SQL expressions as text. */
final class PostgresqlExpressions {
    private static final Pattern WORD_OR_CALL = Pattern.compile("[A-Za-z_][\\w.]*(?:\\(.*\\))?", Pattern.DOTALL);

    private PostgresqlExpressions() {}

    /** What is said for PostgreSQL. */
    static String in(SqlText sql) {
        String text = sql.in(PostgresqlDialect.NAME);
        if (text == null) {
            throw DialectException.noSqlFor(PostgresqlDialect.NAME, sql.toString());
        }
        return SqlComments.without(text, SqlSyntax.POSTGRESQL);
    }

    /** Without the parentheses around the whole of it. */
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

    /** What the catalogue says, without parentheses around the whole of it, in the spelling that stays. */
    static String asRead(String sql) {
        return bare(PostgresqlArrays.elementwise(sql));
    }

    private static boolean isEnclosed(String text) {
        return text.startsWith("(") && text.endsWith(")") && closing(text) == text.length() - 1;
    }

    /** Where the first parenthesis is closed again; -1 when it never is. */
    private static int closing(String text) {
        List<SqlToken> tokens = tokens(text);
        int index = SqlFragment.closing(tokens, 0);
        return index == tokens.size() ? -1 : tokens.get(index).start();
    }

    /** Whether it is one expression as far as its characters tell: nothing in it ends the statement it is put into. */
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

    /** As a DEFAULT takes it: in parentheses unless it is a word or one call. */
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

    /** The same for two texts that differ only in blanks, parentheses around the whole, and letter case outside quotes. */
    static String normalised(String sql) {
        String bare = bare(sql);
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (SqlToken token : tokens(bare)) {
            boolean quoted = token.kind() == Kind.STRING || token.kind() == Kind.NAME;
            String shown = quoted ? token.text() : token.text().toLowerCase(Locale.ROOT);
            boolean apart = token.start() > end && !text.isEmpty();
            if (apart && isWord(text.charAt(text.length() - 1)) && isWord(shown.charAt(0))) {
                text.append(' ');
            }
            text.append(shown);
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
