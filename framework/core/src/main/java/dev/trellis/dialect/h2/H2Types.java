package dev.trellis.dialect.h2;

import dev.trellis.dialect.Decimals;
import dev.trellis.dialect.DialectException;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.ByDialect;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts portable types to H2's types and back. */
final class H2Types {
    /** The length that the catalogue reports for a type without one. */
    static final long UNLIMITED = 1_000_000_000;

    /** An enumeration as an author writes it. */
    private static final Pattern ENUM = Pattern.compile("(?i)enum\\s*\\(((?:\\s*'(?:[^']|'')*'\\s*,?)+)\\)");

    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*)'");

    private H2Types() {}

    /** Returns the SQL of the type for a column definition. */
    static String sql(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            return enumeration.values().stream().map(H2Text::quote).collect(Collectors.joining(", ", "enum(", ")"));
        }
        if (type instanceof Native nativeType) {
            return nativeType.sql();
        }
        if (type instanceof ByDialect byDialect) {
            ColumnType portable = portable(byDialect);
            return portable == null ? nativeSql(byDialect) : sql(portable);
        }
        Portable portable = (Portable) type;
        String numbers = portable.lengthOrPrecision() == null
                ? ""
                : "(" + portable.lengthOrPrecision() + (portable.scale() == null ? "" : "," + portable.scale()) + ")";
        return switch (portable.kind()) {
            case NUMERIC -> portable.lengthOrPrecision() == null ? "decfloat" : "numeric" + numbers;
            case DOUBLE -> "double precision";
            case STRING -> "varchar" + numbers;
            case TEXT -> "clob";
            case BINARY -> "varbinary" + numbers;
            case TIMESTAMPTZ -> "timestamp" + numbers + " with time zone";
            default -> portable.kind().word() + numbers;
        };
    }

    private static String nativeSql(ByDialect type) {
        String sql = type.in(H2Dialect.NAME);
        if (sql == null) {
            throw DialectException.noTypeFor(H2Dialect.NAME, type.toString());
        }
        return sql;
    }

    /**
     * Returns the portable type under the key {@code default} of a type that is written per dialect; null if the type has
     * the key {@code h2}, or no portable type under {@code default}.
     */
    private static @Nullable ColumnType portable(ByDialect type) {
        if (type.sql().containsKey(H2Dialect.NAME)) {
            return null;
        }
        try {
            return ColumnType.parse(nativeSql(type));
        } catch (SchemaException notPortable) {
            return null;
        }
    }

    static TableName enumName(TableName table, String column) {
        return TableName.of(table.name() + "_" + column);
    }

    /** Returns the type as {@link #read} reads it back; a native type stays in lower case, because only H2 can normalize it. */
    static ColumnType canonical(ColumnType type, TableName enumName) {
        if (type instanceof Enumeration enumeration) {
            return new Enumeration(enumName, enumeration.values());
        }
        if (type instanceof ByDialect byDialect) {
            ColumnType portable = portable(byDialect);
            return portable == null ? canonicalNative(nativeSql(byDialect), enumName) : canonical(portable, enumName);
        }
        if (!(type instanceof Portable portable)) {
            return type;
        }
        Integer number = portable.lengthOrPrecision();
        return switch (portable.kind()) {
            case NUMERIC ->
                number == null
                        ? portable
                        : ColumnType.of(Kind.NUMERIC, number, portable.scale() == null ? 0 : portable.scale());
            case TIMESTAMP, TIMESTAMPTZ -> ColumnType.of(portable.kind(), number == null ? 6 : number);
            default -> portable;
        };
    }

    private static ColumnType canonicalNative(String sql, TableName enumName) {
        Matcher enumeration = ENUM.matcher(sql.strip());
        return enumeration.matches()
                ? new Enumeration(
                        enumName,
                        VALUE.matcher(enumeration.group(1))
                                .results()
                                .map(value -> value.group(1).replace("''", "'"))
                                .toList())
                : new Native(H2Text.lower(sql));
    }

    static ColumnType read(H2CatalogType catalog, List<String> values, TableName enumName) {
        int length = (int) Math.min(catalog.length(), Integer.MAX_VALUE);
        boolean limited = catalog.length() < UNLIMITED;
        String sql = catalog.word() + (limited && length > 0 ? "(" + length + ")" : "");
        return switch (catalog.word()) {
            case "boolean" -> ColumnType.of(Kind.BOOLEAN);
            case "smallint" -> ColumnType.of(Kind.SMALLINT);
            case "integer" -> ColumnType.of(Kind.INTEGER);
            case "bigint" -> ColumnType.of(Kind.BIGINT);
            case "real" -> ColumnType.of(Kind.REAL);
            case "double precision" -> ColumnType.of(Kind.DOUBLE);
            case "numeric" ->
                catalog.declared()
                        ? ColumnType.of(Kind.NUMERIC, catalog.precision(), catalog.scale())
                        : new Native("numeric");
            case "decfloat" ->
                catalog.declared() ? new Native("decfloat(" + catalog.precision() + ")") : ColumnType.of(Kind.NUMERIC);
            case "character" -> ColumnType.of(Kind.CHAR, length);
            case "character varying" -> limited ? ColumnType.of(Kind.STRING, length) : new Native("varchar");
            case "character large object" -> ColumnType.of(Kind.TEXT);
            case "binary varying" -> limited ? ColumnType.of(Kind.BINARY, length) : new Native("varbinary");
            case "binary large object" -> ColumnType.of(Kind.BLOB);
            case "date" -> ColumnType.of(Kind.DATE);
            case "time" ->
                catalog.digits() == 0 ? ColumnType.of(Kind.TIME) : new Native("time(" + catalog.digits() + ")");
            case "time with time zone" -> new Native("time(" + catalog.digits() + ") with time zone");
            case "timestamp" -> ColumnType.of(Kind.TIMESTAMP, catalog.digits());
            case "timestamp with time zone" -> ColumnType.of(Kind.TIMESTAMPTZ, catalog.digits());
            case "uuid" -> ColumnType.of(Kind.UUID);
            case "json" -> ColumnType.of(Kind.JSON);
            case "enum" -> new Enumeration(enumName, values);
            case "interval" -> new Native(catalog.intervalSql());
            case "geometry" -> new Native(catalog.geometrySql());
            default -> new Native(sql);
        };
    }

    /** Reads a default from the catalogue; null for none. */
    static @Nullable DefaultValue readDefault(@Nullable String sql, ColumnType type) {
        if (sql == null || sql.equals("NULL")) {
            return null;
        }
        String string = H2Text.string(sql);
        if (string != null) {
            return DefaultValue.literal(literal(string, type));
        }
        String number = H2Text.number(sql);
        if (number != null) {
            return DefaultValue.literal(literal(new BigDecimal(number), type));
        }
        return switch (sql) {
            case "TRUE" -> DefaultValue.literal(literal(true, type));
            case "FALSE" -> DefaultValue.literal(literal(false, type));
            default -> new DefaultValue.Expression(SqlText.of(sql));
        };
    }

    /** Converts a constant to the column's type: a text for a text type, a number for a number type. */
    static Object literal(Object value, ColumnType type) {
        if (!(type instanceof Portable portable)) {
            return value instanceof BigDecimal number ? Decimals.stripped(number) : value;
        }
        Kind kind = portable.kind();
        String text = value instanceof BigDecimal number ? Decimals.text(Decimals.stripped(number)) : value.toString();
        if (kind == Kind.BOOLEAN) {
            return switch (H2Text.lower(text)) {
                case "1", "true", "t", "yes", "y" -> true;
                case "0", "false", "f", "no", "n" -> false;
                default -> value;
            };
        }
        if (kind.isNumber()) {
            String digits = value instanceof Boolean yes ? (yes ? "1" : "0") : H2Text.number(text.strip());
            return digits == null ? value : number(new BigDecimal(digits), portable);
        }
        return switch (kind) {
            case UUID -> H2Text.lower(text);
            case CHAR -> text.stripTrailing();
            case STRING, TEXT -> value instanceof BigDecimal number ? Decimals.text(number) : text;
            default -> text;
        };
    }

    private static BigDecimal number(BigDecimal number, Portable type) {
        Integer scale = type.kind().isInteger() ? Integer.valueOf(0) : type.scale();
        boolean exact = type.kind().isInteger() || (type.kind() == Kind.NUMERIC && type.lengthOrPrecision() != null);
        return Decimals.stripped(exact ? number.setScale(scale == null ? 0 : scale, RoundingMode.HALF_UP) : number);
    }
}
