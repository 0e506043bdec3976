package dev.trellis.hibernate;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the SQL of a type as Hibernate writes it in DDL. */
final class SqlType {
    private static final Pattern SHAPE =
            Pattern.compile("([a-z0-9]+)(?:\\((\\d{1,9})(?:,(\\d{1,9}))?\\))?((?: with time zone)?)");
    private static final Pattern ENUM = Pattern.compile("(?i)enum\\s*\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*)'");
    /** The largest precision of {@code float} that fits in 32 bits. */
    private static final int REAL_DIGITS = 24;

    private SqlType() {}

    /**
     * Returns the portable type or the enumeration that a database creates for the SQL; null for any other type.
     *
     * @param dialect the name of the dialect
     */
    static @Nullable ColumnType parse(String sql, String dialect) {
        Matcher enumeration = ENUM.matcher(sql.strip());
        if (enumeration.matches()) {
            return new ColumnType.Enumeration(TableName.of("t"), values(enumeration.group(1)));
        }
        // Hibernate states this character set, MySQL's default, for nationalized columns.
        String withoutDefault = sql.strip().toLowerCase(Locale.ROOT).replaceFirst(" character set utf8mb4$", "");
        Matcher shape = SHAPE.matcher(withoutDefault);
        if (!shape.matches()) {
            return null;
        }
        Integer first = number(shape.group(2));
        if (!shape.group(4).isEmpty()) {
            return shape.group(1).equals("timestamp") ? numbered(Kind.TIMESTAMPTZ, first) : null;
        }
        boolean postgresql = dialect.equals("postgresql");
        boolean hasTimestamp = postgresql || dialect.equals("h2");
        return switch (shape.group(1)) {
            case "boolean", "bit" -> ColumnType.of(Kind.BOOLEAN);
            case "smallint" -> ColumnType.of(Kind.SMALLINT);
            case "integer" -> ColumnType.of(Kind.INTEGER);
            case "bigint" -> ColumnType.of(Kind.BIGINT);
            case "numeric" -> numeric(first, number(shape.group(3)));
            case "decimal" -> dialect.equals("sqlite") ? null : numeric(first, number(shape.group(3)));
            case "float4" -> ColumnType.of(Kind.REAL);
            case "float" -> first == null ? null : ColumnType.of(first <= REAL_DIGITS ? Kind.REAL : Kind.DOUBLE);
            case "char" -> sized(Kind.CHAR, first);
            case "varchar" -> sized(Kind.STRING, first);
            case "varbinary" -> sized(Kind.BINARY, first);
            case "text" -> dialect.equals("h2") ? null : ColumnType.of(Kind.TEXT);
            case "clob" -> dialect.equals("h2") ? ColumnType.of(Kind.TEXT) : null;
            case "bytea" -> ColumnType.of(Kind.BLOB);
            case "blob" -> postgresql ? null : ColumnType.of(Kind.BLOB);
            case "date" -> ColumnType.of(Kind.DATE);
            case "time" -> time(first, postgresql);
            case "timestamp" -> hasTimestamp ? numbered(Kind.TIMESTAMP, first) : null;
            case "datetime" -> numbered(Kind.TIMESTAMP, first);
            case "uuid" -> ColumnType.of(Kind.UUID);
            case "json" -> ColumnType.of(Kind.JSON);
            default -> null;
        };
    }

    private static ColumnType numbered(Kind kind, @Nullable Integer number) {
        return number == null ? ColumnType.of(kind) : ColumnType.of(kind, number);
    }

    private static @Nullable ColumnType sized(Kind kind, @Nullable Integer length) {
        return length == null ? null : ColumnType.of(kind, length);
    }

    private static ColumnType numeric(@Nullable Integer precision, @Nullable Integer scale) {
        return precision == null
                ? ColumnType.of(Kind.NUMERIC)
                : ColumnType.of(Kind.NUMERIC, precision, scale == null ? 0 : scale);
    }

    /**
     * Returns the portable type {@code time} if it stores the given number of fractional digits of a second: 6 on
     * PostgreSQL, 0 on other databases; else null.
     */
    private static @Nullable ColumnType time(@Nullable Integer digits, boolean postgresql) {
        int portable = postgresql ? 6 : 0;
        return digits == null || digits == portable ? ColumnType.of(Kind.TIME) : null;
    }

    /** Returns the values of a comma-separated list of string literals. */
    static List<String> values(String list) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(list);
        while (value.find()) {
            values.add(value.group(1).replace("''", "'"));
        }
        return values;
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }
}
