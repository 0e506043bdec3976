package dev.trellis.dialect.mysqlbase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Splits SQL of MariaDB and MySQL into tokens. A backslash in a string literal is an escape character, as the dialect's
 * session settings ensure.
 */
public final class MysqlTokens {
    enum Kind {
        WORD,
        /** A name in backquotes; the text is the name without them. */
        NAME,
        /** A string literal; the text is its value. */
        STRING,
        SYMBOL
    }

    /**
     * A token.
     *
     * @param start the index of its first character in the SQL
     * @param end the index after its last character
     */
    record Token(Kind kind, String text, int start, int end) {
        boolean is(String symbolOrWord) {
            return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(symbolOrWord);
        }

        private boolean isSame(Token other) {
            if (kind == Kind.STRING || other.kind == Kind.STRING) {
                return kind == other.kind && text.equals(other.text);
            }
            return text.equalsIgnoreCase(other.text) && (kind == Kind.SYMBOL) == (other.kind == Kind.SYMBOL);
        }
    }

    private MysqlTokens() {}

    /** Returns a text as a string literal. */
    static String quote(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
    }

    /** Returns the value if the SQL is a single string literal; null otherwise. */
    static @Nullable String stringValue(String sql) {
        if (!sql.startsWith("'")) {
            return null;
        }
        List<Token> tokens = tokens(sql);
        return tokens.size() == 1 && tokens.get(0).kind() == Kind.STRING
                ? tokens.get(0).text()
                : null;
    }

    /** Returns the values of all string literals, as in {@code enum('a','b')}. */
    static List<String> strings(String sql) {
        return tokens(sql).stream()
                .filter(token -> token.kind() == Kind.STRING)
                .map(Token::text)
                .toList();
    }

    /** Returns whether two texts differ at most in blanks, letter case outside strings, backquotes and outer parentheses. */
    static boolean isSame(String first, String second) {
        List<Token> left = stripped(tokens(first));
        List<Token> right = stripped(tokens(second));
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).isSame(right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Removes the parentheses around the whole text. */
    public static String withoutParentheses(String sql) {
        List<Token> all = tokens(sql);
        List<Token> inner = stripped(all);
        if (inner.isEmpty() || inner.size() == all.size()) {
            return sql.strip();
        }
        return sql.substring(inner.get(0).start(), inner.get(inner.size() - 1).end());
    }

    /** Returns whether a name occurs in SQL, quoted or not, outside string literals. */
    public static boolean mentions(String sql, String name) {
        return tokens(sql).stream()
                .anyMatch(token -> (token.kind() == Kind.WORD || token.kind() == Kind.NAME)
                        && token.text().equalsIgnoreCase(name));
    }

    /** Removes a character set introducer, {@code _utf8mb4}, before each string literal. */
    public static String withoutIntroducer(String introducer, String sql) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        List<Token> tokens = tokens(sql);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(introducer) && tokens.get(i + 1).kind() == Kind.STRING) {
                text.append(sql, from, token.start());
                from = tokens.get(i + 1).start();
            }
        }
        return text.append(sql, from, sql.length()).toString();
    }

    /** Removes the outer parentheses. */
    private static List<Token> stripped(List<Token> tokens) {
        List<Token> inner = tokens;
        while (inner.size() > 2 && inner.get(0).is("(") && closingIndex(inner, 0) == inner.size() - 1) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
    }

    /** Returns the index of the parenthesis that closes the one at {@code open}; the number of tokens if there is none. */
    static int closingIndex(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            if (tokens.get(i).is("(")) {
                depth++;
            } else if (tokens.get(i).is(")") && --depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }

    /** Returns the tokens of an SQL text. */
    static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        int index = 0;
        while (index < sql.length()) {
            char c = sql.charAt(index);
            int end;
            if (Character.isWhitespace(c)) {
                index++;
                continue;
            }
            if (c == '\'' || c == '"') {
                end = endOfQuoted(sql, index, true);
                tokens.add(new Token(Kind.STRING, value(sql, index, end), index, end));
            } else if (c == '`') {
                end = endOfQuoted(sql, index, false);
                String name =
                        sql.substring(index + 1, Math.max(index + 1, end - 1)).replace("``", "`");
                tokens.add(new Token(Kind.NAME, name, index, end));
            } else if (isWordPart(c)) {
                end = index;
                while (end < sql.length() && isWordPart(sql.charAt(end))) {
                    end++;
                }
                tokens.add(new Token(Kind.WORD, sql.substring(index, end), index, end));
            } else {
                end = index + 1;
                tokens.add(new Token(Kind.SYMBOL, String.valueOf(c), index, end));
            }
            index = end;
        }
        return tokens;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.' || c == '@' || Character.isSurrogate(c);
    }

    private static int endOfQuoted(String sql, int start, boolean escapes) {
        char quote = sql.charAt(start);
        int index = start + 1;
        while (index < sql.length()) {
            char c = sql.charAt(index);
            if (escapes && c == '\\') {
                index += 2;
            } else if (c == quote) {
                if (index + 1 < sql.length() && sql.charAt(index + 1) == quote) {
                    index += 2;
                } else {
                    return index + 1;
                }
            } else {
                index++;
            }
        }
        return sql.length();
    }

    /** Returns the value of a string literal. */
    private static String value(String sql, int start, int end) {
        char quote = sql.charAt(start);
        StringBuilder value = new StringBuilder();
        int index = start + 1;
        while (index < end - 1) {
            char c = sql.charAt(index);
            if (c == '\\' && index + 1 < end - 1) {
                value.append(unescape(sql.charAt(index + 1)));
                index += 2;
            } else {
                value.append(c);
                index += c == quote ? 2 : 1;
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

    /** Returns a text in lower case, in every locale the same. */
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
