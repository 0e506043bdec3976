package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Decimals;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.DefaultValue.Expression;
import dev.trellis.schema.DefaultValue.Literal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles, reads and normalizes default values. SQLite treats a constant in parentheses like one without, so every constant
 * becomes a literal; the column's type determines the literal's type.
 */
final class SqliteDefaults {
    private static final Set<String> CLOCK = Set.of("current_timestamp", "current_date", "current_time");
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private SqliteDefaults() {}

    /** Returns the SQL of a default after the keyword DEFAULT. */
    static String sql(ColumnType type, DefaultValue value, SqliteDialect dialect, String expression) {
        DefaultValue canonical = canonical(SqliteTypes.canonical(type), value);
        if (canonical instanceof Literal literal) {
            return dialect.literal(literal.value());
        }
        if (canonical == null) {
            return "NULL";
        }
        return CLOCK.contains(SqliteNormalization.of(expression))
                ? SqliteNormalization.of(expression).toUpperCase(Locale.ROOT)
                : "(" + expression + ")";
    }

    /** Returns whether a default is a constant, the only kind that ADD COLUMN accepts when the table has rows. */
    static boolean isConstant(ColumnType type, DefaultValue value) {
        return canonical(SqliteTypes.canonical(type), value) instanceof Literal;
    }

    /** Returns a default as inspection reads it back; null for NULL and for SQL without a text for SQLite. */
    static @Nullable DefaultValue canonical(ColumnType type, @Nullable DefaultValue value) {
        if (value instanceof Expression expression) {
            String sql = expression.sql().in(SqliteDialect.NAME);
            return sql == null ? null : read(type, sql);
        }
        return value instanceof Literal literal ? DefaultValue.literal(coerced(type, literal.value())) : null;
    }

    /** Reads the SQL after the keyword DEFAULT; null for NULL. */
    static @Nullable DefaultValue read(ColumnType type, String sql) {
        List<SqlToken> tokens = SqlFragment.withoutParentheses(SqliteTokens.of(sql));
        String normalized = SqliteNormalization.of(tokens);
        if (normalized.equals("null")) {
            return null;
        }
        Object constant = constant(tokens);
        return constant == null ? DefaultValue.sql(normalized) : DefaultValue.literal(coerced(type, constant));
    }

    private static @Nullable Object constant(List<SqlToken> tokens) {
        boolean negative = tokens.size() == 2 && tokens.get(0).is("-");
        boolean signed = negative || (tokens.size() == 2 && tokens.get(0).is("+"));
        if (tokens.size() != 1 && !signed) {
            return null;
        }
        SqlToken token = tokens.get(tokens.size() - 1);
        return switch (token.kind()) {
            case NUMBER -> {
                BigDecimal number = number(token.text());
                yield number == null || !negative ? number : number.negate();
            }
            case STRING, NAME -> signed ? null : token.value();
            case WORD -> signed ? null : truth(token.text());
            case SYMBOL -> null;
        };
    }

    private static @Nullable Boolean truth(String word) {
        return switch (SqliteTokens.fold(word)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            return Math.abs((long) number.scale()) > 1000 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Object coerced(ColumnType type, Object value) {
        if (!(type instanceof Portable portable)) {
            return value instanceof BigDecimal number ? Decimals.stripped(number) : value;
        }
        return switch (portable.kind()) {
            case BOOLEAN -> bool(value);
            case SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE -> numeric(value);
            case UUID -> uuid(text(value));
            case BLOB, BINARY -> value instanceof BigDecimal number ? Decimals.stripped(number) : value;
            default -> text(value);
        };
    }

    private static Object bool(Object value) {
        return switch (text(value)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> value instanceof BigDecimal number ? Decimals.stripped(number) : value;
        };
    }

    private static Object numeric(Object value) {
        BigDecimal number = number(text(value));
        return number == null ? value : Decimals.stripped(number);
    }

    /** Returns a value as text; a number without trailing zeros, as SQLite prints it. */
    private static String text(Object value) {
        if (value instanceof Boolean yes) {
            return yes ? "1" : "0";
        }
        return value instanceof BigDecimal number ? Decimals.text(Decimals.stripped(number)) : value.toString();
    }

    private static String uuid(String text) {
        return UUID.matcher(text).matches() ? text.replace("-", "").toLowerCase(Locale.ROOT) : text;
    }
}
