package dev.trellis.dialect.sqlite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of SQLite's language and where it stands in its text. White space and comments lie between tokens.
 *
 * @param start offset of its first character
 * @param end offset behind its last character
 */
record SqliteToken(Kind kind, String text, int start, int end) {
    enum Kind {
        /** A keyword or a bare name. */
        WORD,
        /** A name as "x", [x] or `x`. */
        QUOTED,
        /** Text as 'x'. */
        STRING,
        NUMBER,
        /** Anything else: parentheses, commas, operators. */
        SIGN
    }

    private static final List<String> LONG_SIGNS = List.of("->>", "||", "<<", ">>", "<=", ">=", "<>", "!=", "==", "->");

    /** All tokens of a text; whatever does not end ends with the text. */
    static List<SqliteToken> of(String sql) {
        List<SqliteToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int end = end(sql, at);
            Kind kind = kind(sql, at);
            if (kind != null) {
                tokens.add(new SqliteToken(kind, sql.substring(at, end), at, end));
            }
            at = end;
        }
        return tokens;
    }

    private static @Nullable Kind kind(String sql, int at) {
        char first = sql.charAt(at);
        if (Character.isWhitespace(first) || sql.startsWith("--", at) || sql.startsWith("/*", at)) {
            return null;
        }
        return switch (first) {
            case '\'' -> Kind.STRING;
            case '"', '`', '[' -> Kind.QUOTED;
            default -> isWordStart(first) ? Kind.WORD : startsNumber(sql, at) ? Kind.NUMBER : Kind.SIGN;
        };
    }

    private static int end(String sql, int at) {
        char first = sql.charAt(at);
        if (Character.isWhitespace(first)) {
            return at + 1;
        }
        if (sql.startsWith("--", at)) {
            return behind(sql, "\n", at + 2);
        }
        if (sql.startsWith("/*", at)) {
            return behind(sql, "*/", at + 2);
        }
        if (first == '[') {
            return behind(sql, "]", at + 1);
        }
        if (first == '\'' || first == '"' || first == '`') {
            return quoteEnd(sql, at, first);
        }
        if (isWordStart(first)) {
            int end = at + 1;
            while (end < sql.length() && isWordPart(sql.charAt(end))) {
                end++;
            }
            return isBlob(sql, at, end) ? quoteEnd(sql, end, '\'') : end;
        }
        if (startsNumber(sql, at)) {
            return numberEnd(sql, at);
        }
        return signEnd(sql, at);
    }

    private static int signEnd(String sql, int at) {
        if ("-|<>!=".indexOf(sql.charAt(at)) >= 0) {
            for (String sign : LONG_SIGNS) {
                if (sql.startsWith(sign, at)) {
                    return at + sign.length();
                }
            }
        }
        return at + 1;
    }

    private static boolean isBlob(String sql, int at, int end) {
        return end == at + 1
                && Character.toLowerCase(sql.charAt(at)) == 'x'
                && end < sql.length()
                && sql.charAt(end) == '\'';
    }

    private static int behind(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    private static int quoteEnd(String sql, int at, char quote) {
        int end = at + 1;
        while (end < sql.length()) {
            if (sql.charAt(end) != quote) {
                end++;
            } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                end += 2;
            } else {
                return end + 1;
            }
        }
        return end;
    }

    private static boolean startsNumber(String sql, int at) {
        char first = sql.charAt(at);
        return isDigit(first) || (first == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)));
    }

    private static int numberEnd(String sql, int at) {
        int end = at;
        while (end < sql.length()) {
            char each = sql.charAt(end);
            boolean sign = (each == '+' || each == '-')
                    && Character.toLowerCase(sql.charAt(end - 1)) == 'e'
                    && !sql.regionMatches(true, at, "0x", 0, 2);
            if (!sign && each != '.' && !isWordPart(each)) {
                return end;
            }
            end++;
        }
        return end;
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    private static boolean isWordStart(char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || each == '_' || each > 0x7f;
    }

    private static boolean isWordPart(char each) {
        return isWordStart(each) || isDigit(each) || each == '$';
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    /** Whether it can stand for a name; SQLite takes a text in single quotes for one too where only a name can stand. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.STRING;
    }

    /** The name or the text without its quotes; whatever has none, as it stands. */
    String value() {
        if (kind != Kind.QUOTED && kind != Kind.STRING) {
            return text;
        }
        char quote = text.charAt(0);
        String inside = text.substring(1, Math.max(1, text.length() - 1));
        return quote == '[' ? inside : inside.replace("" + quote + quote, "" + quote);
    }

    /** Lower case as SQLite sees it: other letters than A to Z have no case. */
    static String fold(String name) {
        int upper = 0;
        while (upper < name.length() && !isUpper(name.charAt(upper))) {
            upper++;
        }
        if (upper == name.length()) {
            return name;
        }
        StringBuilder folded = new StringBuilder(name);
        for (int i = upper; i < folded.length(); i++) {
            char each = folded.charAt(i);
            if (isUpper(each)) {
                folded.setCharAt(i, (char) (each + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    private static boolean isUpper(char each) {
        return each >= 'A' && each <= 'Z';
    }
}
