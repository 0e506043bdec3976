package dev.trellis.dialect.mysqlbase;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SQL text as MariaDB and MySQL write it. A backslash in a string literal escapes, as the dialect's session settings ensure. */
public final class MysqlTokens {
    private MysqlTokens() {}

    public static String quote(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
    }

    /** The value when the text is one string literal and nothing else; else null. */
    public static @Nullable String unquoted(String sql) {
        if (!sql.startsWith("'")) {
            return null;
        }
        List<SqlToken> tokens = tokens(sql);
        return tokens.size() == 1 && tokens.get(0).kind() == Kind.STRING
                ? value(tokens.get(0).text())
                : null;
    }

    /** The values of a list of string literals, as in {@code enum('a','b')}. */
    static List<String> strings(String sql) {
        return tokens(sql).stream()
                .filter(token -> token.kind() == Kind.STRING)
                .map(token -> value(token.text()))
                .toList();
    }

    /** Whether two texts differ at most in blanks, letter case outside strings, backquotes and outer parentheses. */
    static boolean same(String one, String other) {
        List<SqlToken> left = SqlFragment.withoutParentheses(tokens(one));
        List<SqlToken> right = SqlFragment.withoutParentheses(tokens(other));
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(SqlToken one, SqlToken other) {
        if (one.kind() == Kind.STRING || other.kind() == Kind.STRING) {
            return one.kind() == other.kind() && value(one.text()).equals(value(other.text()));
        }
        return one.value().equalsIgnoreCase(other.value())
                && (one.kind() == Kind.SYMBOL) == (other.kind() == Kind.SYMBOL);
    }

    /** The text without parentheses around the whole of it. */
    public static String bare(String sql) {
        List<SqlToken> all = tokens(sql);
        List<SqlToken> inside = SqlFragment.withoutParentheses(all);
        if (inside.isEmpty() || inside.size() == all.size()) {
            return sql.strip();
        }
        return sql.substring(
                inside.get(0).start(), inside.get(inside.size() - 1).end());
    }

    /** Whether the text may refer to a column, by the rules of {@link SqlFragment#references}. */
    public static boolean mentions(String sql, String name) {
        return SqlFragment.of(sql, SqlSyntax.MARIADB).mentions(name);
    }

    /** The text without a word, such as the name of a character set, where it stands in front of a string literal. */
    public static String withoutBeforeStrings(String word, String sql) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        List<SqlToken> tokens = tokens(sql);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.is(word) && tokens.get(i + 1).kind() == Kind.STRING) {
                text.append(sql, from, token.start());
                from = tokens.get(i + 1).start();
            }
        }
        return text.append(sql, from, sql.length()).toString();
    }

    static List<SqlToken> tokens(String sql) {
        return SqlFragment.tokens(sql, SqlSyntax.MARIADB);
    }

    /** The value of a string literal, with its escapes resolved. */
    private static String value(String literal) {
        char quote = literal.charAt(0);
        int end = literal.length() - 1;
        StringBuilder value = new StringBuilder();
        int i = 1;
        while (i < end) {
            char c = literal.charAt(i);
            if (c == '\\' && i + 1 < end) {
                value.append(unescaped(literal.charAt(i + 1)));
                i += 2;
            } else {
                value.append(c);
                i += c == quote ? 2 : 1;
            }
        }
        return value.toString();
    }

    /** {@code \%} and {@code \_} keep their backslash: they mean it to LIKE. */
    private static String unescaped(char c) {
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

    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
