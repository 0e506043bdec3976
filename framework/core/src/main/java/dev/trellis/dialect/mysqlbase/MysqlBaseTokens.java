package dev.trellis.dialect.mysqlbase;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Examines and changes SQL of MariaDB and MySQL by means of its tokens. A backslash in a string literal is an escape
 * character, as the dialect's session settings ensure.
 */
public final class MysqlBaseTokens {
    private MysqlBaseTokens() {}

    /** Returns a text as a string literal. */
    static String quote(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
    }

    /** Returns the value if the SQL is a single string literal; null otherwise. */
    static @Nullable String stringValue(String sql) {
        if (!sql.startsWith("'")) {
            return null;
        }
        List<SqlToken> tokens = tokens(sql);
        return tokens.size() == 1 && tokens.get(0).kind() == Kind.STRING
                ? value(tokens.get(0).text())
                : null;
    }

    /** Returns the values of all string literals, as in {@code enum('a','b')}. */
    static List<String> strings(String sql) {
        return tokens(sql).stream()
                .filter(token -> token.kind() == Kind.STRING)
                .map(token -> value(token.text()))
                .toList();
    }

    /** Returns whether two texts differ at most in blanks, letter case outside strings, backquotes and outer parentheses. */
    static boolean isSame(String first, String second) {
        List<SqlToken> left = SqlFragment.withoutParentheses(tokens(first));
        List<SqlToken> right = SqlFragment.withoutParentheses(tokens(second));
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!isSame(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isSame(SqlToken first, SqlToken second) {
        if (first.kind() == Kind.STRING || second.kind() == Kind.STRING) {
            return first.kind() == second.kind() && value(first.text()).equals(value(second.text()));
        }
        return first.value().equalsIgnoreCase(second.value())
                && (first.kind() == Kind.SYMBOL) == (second.kind() == Kind.SYMBOL);
    }

    /** Removes the parentheses around the whole text. */
    public static String withoutParentheses(String sql) {
        List<SqlToken> all = tokens(sql);
        List<SqlToken> inside = SqlFragment.withoutParentheses(all);
        if (inside.isEmpty() || inside.size() == all.size()) {
            return sql.strip();
        }
        return sql.substring(
                inside.get(0).start(), inside.get(inside.size() - 1).end());
    }

    /** Returns whether a text possibly refers to a column; {@link SqlFragment#references} explains how this is decided. */
    public static boolean mentions(String sql, String name) {
        return SqlFragment.of(sql, SqlSyntax.MARIADB).mentions(name);
    }

    /** Removes a character set introducer, {@code _utf8mb4}, before each string literal. */
    public static String withoutIntroducer(String introducer, String sql) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        List<SqlToken> tokens = tokens(sql);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.is(introducer) && tokens.get(i + 1).kind() == Kind.STRING) {
                text.append(sql, from, token.start());
                from = tokens.get(i + 1).start();
            }
        }
        return text.append(sql, from, sql.length()).toString();
    }

    /** Removes adjacent words, with the blanks before each of them. */
    static String withoutWords(String sql, String... words) {
        List<SqlToken> tokens = tokens(sql);
        for (int i = 0; i + words.length <= tokens.size(); i++) {
            int matched = 0;
            while (matched < words.length && tokens.get(i + matched).is(words[matched])) {
                matched++;
            }
            if (matched == words.length) {
                int start = i == 0 ? 0 : tokens.get(i - 1).end();
                return sql.substring(0, start)
                        + sql.substring(tokens.get(i + words.length - 1).end());
            }
        }
        return sql;
    }

    /** Returns the tokens of an SQL text. */
    static List<SqlToken> tokens(String sql) {
        return SqlFragment.tokens(sql, SqlSyntax.MARIADB);
    }

    /** Returns the value of a string literal, with its escapes resolved. */
    private static String value(String literal) {
        char quote = literal.charAt(0);
        int end = literal.length() - 1;
        StringBuilder value = new StringBuilder();
        int i = 1;
        while (i < end) {
            char c = literal.charAt(i);
            if (c == '\\' && i + 1 < end) {
                value.append(unescape(literal.charAt(i + 1)));
                i += 2;
            } else {
                value.append(c);
                i += c == quote ? 2 : 1;
            }
        }
        return value.toString();
    }

    /** Returns the value of an escape; {@code \%} and {@code \_} keep the backslash, because LIKE interprets it. */
    private static String unescape(char c) {
        return switch (c) {
            case '0' -> "\0";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'b' -> "\b";
            case 'Z' -> "\u001a";
            case '%', '_' -> "\\" + c;
            default -> String.valueOf(c);
        };
    }

    /** Returns a text in lower case. The result is the same in every locale. */
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
