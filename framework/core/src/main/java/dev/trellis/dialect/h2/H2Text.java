package dev.trellis.dialect.h2;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes literals in the form in which H2 stores them. */
final class H2Text {
    private static final Pattern STRING = Pattern.compile(
            "(?:(?:DATE|TIME|TIMESTAMP|UUID|JSON)(?: WITH TIME ZONE)? )?(U&)?'((?:[^']|'')*)'", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile(
            "(?:CAST\\()?([-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:E[-+]?\\d{1,4})?)(?: AS [A-Z ]+(?:\\([\\d, ]+\\))?\\))?");
    /** A string literal or quoted name, which is skipped, or a number in a cast. */
    private static final Pattern CAST_NUMBER = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"" + "|CAST\\(([-+]?\\d[\\d.]*) AS [A-Z ]+(?:\\([\\d, ]+\\))?\\)");

    /** A string literal or quoted name, which is skipped, or a quoted name with code points. */
    private static final Pattern UNICODE_NAME =
            Pattern.compile("'(?:[^']|'')*'|U&\"((?:[^\"]|\"\")*)\"|\"(?:[^\"]|\"\")*\"");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:\\\\|\\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4}))");

    private H2Text() {}

    static String quote(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Returns the text of a literal; null if the SQL is no literal of a string, date, time, UUID or JSON. */
    static @Nullable String string(String sql) {
        Matcher matcher = STRING.matcher(sql);
        if (!matcher.matches()) {
            return null;
        }
        String text = matcher.group(2).replace("''", "'");
        return matcher.group(1) == null ? text : unescaped(text);
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> {
            String code = match.group(1) == null ? match.group(2) : match.group(1);
            return Matcher.quoteReplacement(
                    code == null ? "\\" : new String(Character.toChars(Integer.parseInt(code, 16))));
        });
    }

    /** Returns the SQL without code points in names: H2 prints {@code "café"} as {@code U&"caf\\00e9"}. */
    static String withPlainNames(String sql) {
        return UNICODE_NAME
                .matcher(sql)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null ? match.group() : '"' + unescaped(match.group(1)) + '"'));
    }

    /** Returns the digits of a number, which H2 may have wrapped in a cast; null if the SQL is no number. */
    static @Nullable String number(String sql) {
        Matcher matcher = NUMBER.matcher(sql);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** Returns the SQL without the casts that H2 adds around numbers. */
    static String uncast(String sql) {
        return CAST_NUMBER
                .matcher(sql)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) == null ? match.group() : match.group(1)));
    }

    /**
     * Returns whether the SQL is a single constant, name or call, which needs no parentheses after {@code DEFAULT} or {@code
     * ON UPDATE}.
     */
    static boolean isOneOperand(String sql) {
        List<SqlToken> tokens = SqlFragment.tokens(sql, SqlSyntax.H2);
        return tokens.size() == 1
                || (tokens.get(1).is("(")
                        && SqlFragment.closing(tokens.subList(1, tokens.size()), 0) == tokens.size() - 2);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
