package dev.trellis.dialect.postgresql;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.SqlText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts constants to the column's type, and finds constants in defaults as the server prints them. */
final class PostgresqlDefaults {
    /** An optional cast after a constant: {@code ::character varying(20)}, {@code ::"Mood"[]}, {@code ::crm.mood}. */
    private static final String CAST = "(?:::(?:[\\w .\\[\\]]|\\(\\d+(?:,-?\\d+)?\\)|\"(?:[^\"]|\"\")*\")+)?";

    private static final Pattern ONLY_CAST = Pattern.compile(CAST);
    private static final Pattern NUMBER = Pattern.compile("\\(?(-?\\d+(?:\\.\\d*)?(?:[eE][-+]?\\d+)?)\\)?" + CAST);
    private static final Pattern WORD = Pattern.compile("(true|false|NULL)" + CAST, Pattern.CASE_INSENSITIVE);

    /** Three expressions for the start of the transaction. */
    private static final Set<String> NOW = Set.of("now()", "current_timestamp", "transaction_timestamp()");

    /** A sign before a cast. The server prints such an expression in another form, which depends on the operand of the sign. */
    private static final Pattern SIGNED = Pattern.compile("\\(*\\s*-.*::.*", Pattern.DOTALL);

    private PostgresqlDefaults() {}

    /**
     * Converts a constant to a column's type: the text {@code "1.50"} to a number, the number 7 to a text.
     *
     * @param value a String, a Boolean or a BigDecimal
     */
    static Object coerced(ColumnType type, Object value) {
        if (PostgresqlTypes.isText(type)) {
            return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        }
        if (PostgresqlTypes.isNumber(type) && value instanceof String text) {
            Optional<BigDecimal> number = number(text);
            return number.isPresent() ? number.get() : text;
        }
        if (PostgresqlTypes.isBoolean(type)) {
            return switch (value.toString().toLowerCase(Locale.ROOT)) {
                case "true", "t", "1", "yes", "on" -> true;
                case "false", "f", "0", "no", "off" -> false;
                default -> value;
            };
        }
        return value;
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** Returns the constant in the form in which constants are compared: {@code 1.50} as {@code 1.5}. */
    static DefaultValue.Literal literal(ColumnType type, Object value) {
        Object coerced = coerced(type, value);
        if (coerced instanceof BigDecimal number) {
            return new DefaultValue.Literal(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
        }
        return new DefaultValue.Literal(coerced);
    }

    /** Reads a default as the server prints it. A constant becomes a literal. Returns null for NULL. */
    static @Nullable DefaultValue read(ColumnType type, String sql) {
        String text = PostgresqlExpressions.bare(sql);
        Matcher word = WORD.matcher(text);
        if (word.matches()) {
            return word.group(1).equalsIgnoreCase("NULL")
                    ? null
                    : literal(type, Boolean.valueOf(word.group(1).toLowerCase(Locale.ROOT)));
        }
        String quoted = quotedValue(text);
        if (quoted != null) {
            return literal(type, quoted);
        }
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            return literal(type, new BigDecimal(number.group(1)));
        }
        return new DefaultValue.Expression(SqlText.of(NOW.contains(text.toLowerCase(Locale.ROOT)) ? "now()" : text));
    }

    /**
     * Reads a default as a model or a script writes it. A constant becomes a literal, except one with a sign before a cast
     * ({@code -1::int}), which the server prints in another form: it stays an expression. Returns null for NULL.
     */
    static @Nullable DefaultValue written(ColumnType type, String sql) {
        return SIGNED.matcher(sql).matches()
                ? new DefaultValue.Expression(SqlText.of(PostgresqlExpressions.bare(sql)))
                : read(type, sql);
    }

    /** Returns the value of a quoted constant with or without a cast; null for other SQL. */
    private static @Nullable String quotedValue(String text) {
        boolean escaped = text.startsWith("E'") || text.startsWith("e'");
        if (!escaped && !text.startsWith("'")) {
            return null;
        }
        StringBuilder value = new StringBuilder();
        for (int i = escaped ? 2 : 1; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean pair = character == '\'' ? text.startsWith("'", i + 1) : escaped && character == '\\';
            if (character == '\'' && !pair) {
                return ONLY_CAST.matcher(text.substring(i + 1)).matches() ? value.toString() : null;
            }
            if (pair && ++i < text.length()) {
                int escape = character == '\'' ? -1 : "ntrbf".indexOf(text.charAt(i));
                if (escape < 0 && character == '\\' && Character.isLetterOrDigit(text.charAt(i))) {
                    return null; // Only the server decodes an escape by character code.
                }
                value.append(escape < 0 ? text.charAt(i) : "\n\t\r\b\f".charAt(escape));
            } else {
                value.append(character);
            }
        }
        return null;
    }
}
