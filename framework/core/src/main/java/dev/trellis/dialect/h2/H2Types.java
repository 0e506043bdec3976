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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Portable types in H2's words and back, and which of them are one. */
final class H2Types {
    /** What a length is when none was given. */
    static final long UNLIMITED = 1_000_000_000;

    /**
     * A column's type as the catalogue tells it.
     *
     * @param word H2's name of the type, in lower case
     * @param length of a text or of bytes
     * @param digits the fractional ones of a moment
     * @param declared whether a number's precision was given
     */
    record Told(
            String word,
            long length,
            int precision,
            int scale,
            int digits,
            boolean declared,
            @Nullable String interval) {}

    private H2Types() {}

    /** The type as a column definition says it. */
    static String sql(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            return enumeration.values().stream().map(H2Text::quote).collect(Collectors.joining(", ", "enum(", ")"));
        }
        if (type instanceof Native found) {
            return found.sql();
        }
        if (type instanceof ByDialect byDialect) {
            ColumnType portable = portable(byDialect);
            return portable == null ? own(byDialect) : sql(portable);
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

    private static String own(ByDialect type) {
        String sql = type.in(H2Dialect.NAME);
        if (sql == null) {
            throw DialectException.noTypeFor(H2Dialect.NAME, type.toString());
        }
        return sql;
    }

    /** The portable type that a type by dialect falls back to; null when it is said in H2's own words. */
    private static @Nullable ColumnType portable(ByDialect type) {
        if (type.sql().containsKey(H2Dialect.NAME)) {
            return null;
        }
        try {
            return ColumnType.parse(own(type));
        } catch (SchemaException notPortable) {
            return null;
        }
    }

    static TableName enumName(TableName table, String column) {
        return TableName.of(table.name() + "_" + column);
    }

    /** The type as {@link #read} would read it back; one in H2's own words stays, because only H2 can tell. */
    static ColumnType canonical(ColumnType type, TableName enumName) {
        if (type instanceof Enumeration enumeration) {
            return new Enumeration(enumName, enumeration.values());
        }
        if (type instanceof ByDialect byDialect) {
            ColumnType portable = portable(byDialect);
            return portable == null ? new Native(H2Text.lower(own(byDialect))) : canonical(portable, enumName);
        }
        if (!(type instanceof Portable portable)) {
            return type;
        }
        Integer first = portable.lengthOrPrecision();
        return switch (portable.kind()) {
            case NUMERIC ->
                first == null
                        ? portable
                        : ColumnType.of(Kind.NUMERIC, first, portable.scale() == null ? 0 : portable.scale());
            case TIMESTAMP, TIMESTAMPTZ -> ColumnType.of(portable.kind(), first == null ? 6 : first);
            default -> portable;
        };
    }

    static ColumnType read(Told told, List<String> values, TableName enumName) {
        int length = (int) Math.min(told.length(), Integer.MAX_VALUE);
        boolean limited = told.length() < UNLIMITED;
        String sized = told.word() + (limited && length > 0 ? "(" + length + ")" : "");
        return switch (told.word()) {
            case "boolean" -> ColumnType.of(Kind.BOOLEAN);
            case "smallint" -> ColumnType.of(Kind.SMALLINT);
            case "integer" -> ColumnType.of(Kind.INTEGER);
            case "bigint" -> ColumnType.of(Kind.BIGINT);
            case "real" -> ColumnType.of(Kind.REAL);
            case "double precision" -> ColumnType.of(Kind.DOUBLE);
            case "numeric" ->
                told.declared() ? ColumnType.of(Kind.NUMERIC, told.precision(), told.scale()) : new Native("numeric");
            case "decfloat" ->
                told.declared() ? new Native("decfloat(" + told.precision() + ")") : ColumnType.of(Kind.NUMERIC);
            case "character" -> ColumnType.of(Kind.CHAR, length);
            case "character varying" -> limited ? ColumnType.of(Kind.STRING, length) : new Native("varchar");
            case "character large object" -> ColumnType.of(Kind.TEXT);
            case "binary varying" -> limited ? ColumnType.of(Kind.BINARY, length) : new Native("varbinary");
            case "binary large object" -> ColumnType.of(Kind.BLOB);
            case "date" -> ColumnType.of(Kind.DATE);
            case "time" -> told.digits() == 0 ? ColumnType.of(Kind.TIME) : new Native("time(" + told.digits() + ")");
            case "time with time zone" -> new Native("time(" + told.digits() + ") with time zone");
            case "timestamp" -> ColumnType.of(Kind.TIMESTAMP, told.digits());
            case "timestamp with time zone" -> ColumnType.of(Kind.TIMESTAMPTZ, told.digits());
            case "uuid" -> ColumnType.of(Kind.UUID);
            case "json" -> ColumnType.of(Kind.JSON);
            case "enum" -> new Enumeration(enumName, values);
            case "interval" -> new Native("interval " + H2Text.lower(String.valueOf(told.interval())));
            default -> new Native(sized);
        };
    }

    /** Reads a default as the catalogue spells it; null for none. */
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

    /** A constant as a column of this type keeps it: text for text, a number for a number. */
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
