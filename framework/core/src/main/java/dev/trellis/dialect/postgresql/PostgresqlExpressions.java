package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.DialectException;
import dev.trellis.schema.SqlText;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL expressions as text. */
final class PostgresqlExpressions {
    /** One piece that must not be looked into, a blank, or any other character. */
    private static final Pattern PIECE = Pattern.compile(
            "[eE]'(?:[^'\\\\]|\\\\.|'')*+'|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|\\$(\\w*)\\$.*?\\$\\1\\$|--|/\\*|\\s+|.",
            Pattern.DOTALL);

    private static final Pattern WORD_OR_CALL = Pattern.compile("[A-Za-z_][\\w.]*(?:\\(.*\\))?", Pattern.DOTALL);

    private PostgresqlExpressions() {}

    /** What is said for PostgreSQL. */
    static String in(SqlText sql) {
        String text = sql.in(PostgresqlDialect.NAME);
        if (text == null) {
            throw DialectException.noSqlFor(PostgresqlDialect.NAME, sql.toString());
        }
        return text;
    }

    /** Without the parentheses around the whole of it. */
    static String bare(String sql) {
        String text = sql.strip();
        while (isEnclosed(text)) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return text;
    }

    private static boolean isEnclosed(String text) {
        return text.startsWith("(") && text.endsWith(")") && closing(text) == text.length() - 1;
    }

    /** Where the first parenthesis is closed again; -1 when it never is. */
    private static int closing(String text) {
        int depth = 0;
        Matcher pieces = PIECE.matcher(text);
        while (pieces.find()) {
            depth += depth(pieces.group());
            if (depth == 0 && pieces.group().equals(")")) {
                return pieces.start();
            }
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
        Matcher pieces = PIECE.matcher(sql);
        while (pieces.find()) {
            String piece = pieces.group();
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
        Matcher pieces = PIECE.matcher(bare(sql));
        boolean blank = false;
        while (pieces.find()) {
            String piece = pieces.group();
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
