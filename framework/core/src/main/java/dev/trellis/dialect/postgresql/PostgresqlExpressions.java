package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.DialectException;
import dev.trellis.internal.sql.SqlComments;
import dev.trellis.schema.SqlText;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL expressions as text. */
final class PostgresqlExpressions {
    private static final Pattern TAG = Pattern.compile("\\$(?:[^\\W\\d]\\w*)?\\$");

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

    /**
     * The text in pieces: something quoted, a run of blanks, the beginning of a comment, or any other character. A quote
     * that is doubled inside quotes makes two pieces, which is the same to whoever does not look into them.
     */
    private static List<String> pieces(String sql) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int end = pieceEnd(sql, at);
            pieces.add(sql.substring(at, end));
            at = end;
        }
        return pieces;
    }

    /** Where each of the pieces ends. */
    static List<Integer> pieceEnds(String sql) {
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        for (String piece : pieces(sql)) {
            at += piece.length();
            ends.add(at);
        }
        return ends;
    }

    /** What the catalogue says, without parentheses around the whole of it, in the spelling that stays. */
    static String asRead(String sql) {
        return bare(PostgresqlArrays.withElementCasts(sql));
    }

    private static int pieceEnd(String sql, int at) {
        char first = sql.charAt(at);
        if (Character.isWhitespace(first)) {
            int end = at + 1;
            while (end < sql.length() && Character.isWhitespace(sql.charAt(end))) {
                end++;
            }
            return end;
        }
        if ((first == 'e' || first == 'E')
                && sql.startsWith("'", at + 1)
                && (at == 0 || !Character.isLetterOrDigit(sql.charAt(at - 1)))) {
            return Math.max(at + 1, escapedEnd(sql, at + 2));
        }
        if (first == '\'' || first == '"') {
            return Math.max(at, sql.indexOf(first, at + 1)) + 1;
        }
        if (first == '$') {
            Matcher tag = TAG.matcher(sql).region(at, sql.length());
            int close = tag.lookingAt() ? sql.indexOf(tag.group(), tag.end()) : -1;
            return close < 0 ? at + 1 : close + tag.group().length();
        }
        return sql.startsWith("--", at) || sql.startsWith("/*", at) ? at + 2 : at + 1;
    }

    /** Behind the quote that ends a string in which a backslash escapes; -1 when there is none. */
    static int escapedEnd(String sql, int from) {
        for (int i = from; i < sql.length(); i++) {
            if (sql.charAt(i) == '\\') {
                i++;
            } else if (sql.charAt(i) == '\'') {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean isEnclosed(String text) {
        return text.startsWith("(") && text.endsWith(")") && closing(text) == text.length() - 1;
    }

    /** Where the first parenthesis is closed again; -1 when it never is. */
    private static int closing(String text) {
        int depth = 0;
        int at = 0;
        for (String piece : pieces(text)) {
            depth += depth(piece);
            if (depth == 0 && piece.equals(")")) {
                return at;
            }
            at += piece.length();
        }
        return -1;
    }

    private static int depth(String piece) {
        return switch (piece) {
            case "(" -> 1;
            case ")" -> -1;
            default -> 0;
        };
    }

    /** Whether it is one expression as far as its characters tell: nothing in it ends the statement it is put into. */
    static boolean isOne(String sql) {
        int depth = 0;
        for (String piece : pieces(sql)) {
            depth += depth(piece);
            if (depth < 0
                    || piece.equals(";")
                    || piece.equals("--")
                    || piece.equals("/*")
                    || piece.equals("'")
                    || piece.equals("\"")) {
                return false;
            }
        }
        return depth == 0 && !sql.isBlank();
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
        StringBuilder text = new StringBuilder();
        boolean blank = false;
        for (String piece : pieces(bare(sql))) {
            if (piece.isBlank()) {
                blank = true;
                continue;
            }
            boolean quoted = piece.length() > 1 && !piece.equals("--") && !piece.equals("/*");
            String shown = quoted ? piece : piece.toLowerCase(Locale.ROOT);
            if (blank && !text.isEmpty() && isWord(text.charAt(text.length() - 1)) && isWord(shown.charAt(0))) {
                text.append(' ');
            }
            text.append(shown);
            blank = false;
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
