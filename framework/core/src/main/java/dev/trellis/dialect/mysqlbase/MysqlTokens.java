package dev.trellis.dialect.mysqlbase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SQL as MariaDB and MySQL write it: literals, words, lists. Backslashes escape, as the dialect's settings see to. */
public final class MysqlTokens {
    enum Kind {
        WORD,
        /** A name in backquotes; its text is the name. */
        NAME,
        /** A string literal; its text is the value. */
        STRING,
        SYMBOL
    }

    /**
     * @param start where it begins in the SQL
     * @param end where it ends, exclusive
     */
    record Token(Kind kind, String text, int start, int end) {
        boolean is(String symbolOrWord) {
            return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(symbolOrWord);
        }

        private boolean same(Token other) {
            if (kind == Kind.STRING || other.kind == Kind.STRING) {
                return kind == other.kind && text.equals(other.text);
            }
            return text.equalsIgnoreCase(other.text) && (kind == Kind.SYMBOL) == (other.kind == Kind.SYMBOL);
        }
    }

    private MysqlTokens() {}

    public static String quote(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
    }

    /** The value when the text is one string literal and nothing else; else null. */
    public static @Nullable String unquoted(String sql) {
        if (!sql.startsWith("'")) {
            return null;
        }
        List<Token> tokens = tokens(sql);
        return tokens.size() == 1 && tokens.get(0).kind() == Kind.STRING
                ? tokens.get(0).text()
                : null;
    }

    /** The values of a list of string literals, as in {@code enum('a','b')}. */
    static List<String> strings(String sql) {
        return tokens(sql).stream()
                .filter(token -> token.kind() == Kind.STRING)
                .map(Token::text)
                .toList();
    }

    /** Whether two texts differ at most in blanks, letter case outside strings, backquotes and outer parentheses. */
    static boolean same(String one, String other) {
        List<Token> left = stripped(tokens(one));
        List<Token> right = stripped(tokens(other));
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).same(right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text without parentheses around the whole of it. */
    public static String bare(String sql) {
        List<Token> all = tokens(sql);
        List<Token> left = stripped(all);
        if (left.isEmpty() || left.size() == all.size()) {
            return sql.strip();
        }
        return sql.substring(left.get(0).start(), left.get(left.size() - 1).end());
    }

    /** Whether the name occurs, quoted or not, and not within a string. */
    public static boolean mentions(String sql, String name) {
        return tokens(sql).stream()
                .anyMatch(token -> (token.kind() == Kind.WORD || token.kind() == Kind.NAME)
                        && token.text().equalsIgnoreCase(name));
    }

    /** The text without a word, such as the name of a character set, where it stands in front of a string literal. */
    public static String withoutBeforeStrings(String word, String sql) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        List<Token> tokens = tokens(sql);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(word) && tokens.get(i + 1).kind() == Kind.STRING) {
                text.append(sql, from, token.start());
                from = tokens.get(i + 1).start();
            }
        }
        return text.append(sql, from, sql.length()).toString();
    }

    private static List<Token> stripped(List<Token> tokens) {
        List<Token> left = tokens;
        while (left.size() > 2 && left.get(0).is("(") && close(left, 0) == left.size() - 1) {
            left = left.subList(1, left.size() - 1);
        }
        return left;
    }

    /** The index of the parenthesis that closes the one at {@code open}; the end when there is none. */
    static int close(List<Token> tokens, int open) {
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

    static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            int end;
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            if (c == '\'' || c == '"') {
                end = endOfQuoted(sql, at, true);
                tokens.add(new Token(Kind.STRING, value(sql, at, end), at, end));
            } else if (c == '`') {
                end = endOfQuoted(sql, at, false);
                String name = sql.substring(at + 1, Math.max(at + 1, end - 1)).replace("``", "`");
                tokens.add(new Token(Kind.NAME, name, at, end));
            } else if (isWordPart(c)) {
                end = at;
                while (end < sql.length() && isWordPart(sql.charAt(end))) {
                    end++;
                }
                tokens.add(new Token(Kind.WORD, sql.substring(at, end), at, end));
            } else {
                end = at + 1;
                tokens.add(new Token(Kind.SYMBOL, String.valueOf(c), at, end));
            }
            at = end;
        }
        return tokens;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.' || c == '@' || Character.isSurrogate(c);
    }

    private static int endOfQuoted(String sql, int start, boolean escapes) {
        char quote = sql.charAt(start);
        int at = start + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (escapes && c == '\\') {
                at += 2;
            } else if (c == quote) {
                if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                    at += 2;
                } else {
                    return at + 1;
                }
            } else {
                at++;
            }
        }
        return sql.length();
    }

    /** What a string literal stands for. */
    private static String value(String sql, int start, int end) {
        char quote = sql.charAt(start);
        StringBuilder value = new StringBuilder();
        int at = start + 1;
        while (at < end - 1) {
            char c = sql.charAt(at);
            if (c == '\\' && at + 1 < end - 1) {
                value.append(unescaped(sql.charAt(at + 1)));
                at += 2;
            } else {
                value.append(c);
                at += c == quote ? 2 : 1;
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
