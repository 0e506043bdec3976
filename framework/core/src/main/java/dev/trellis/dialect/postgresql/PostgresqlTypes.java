package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Identifiers;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.ByDialect;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.SchemaException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types of columns and what PostgreSQL calls them, after the table in AUTOGENERATE.md. */
final class PostgresqlTypes {
    /** Fractional digits of a second where none are said. */
    private static final int DEFAULT_PRECISION = 6;

    /** {@code name (numbers) rest}, as {@code format_type} and authors write types. */
    private static final Pattern SHAPE = Pattern.compile(
            "([a-z][a-z0-9_ ]*?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?\\s*((?:with|without) time zone)?");

    private static final Map<String, Kind> KINDS = kinds();

    private PostgresqlTypes() {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        String[] words = {
            "boolean:BOOLEAN",
            "bool:BOOLEAN",
            "smallint:SMALLINT",
            "int2:SMALLINT",
            "integer:INTEGER",
            "int:INTEGER",
            "int4:INTEGER",
            "bigint:BIGINT",
            "int8:BIGINT",
            "numeric:NUMERIC",
            "decimal:NUMERIC",
            "real:REAL",
            "float4:REAL",
            "double precision:DOUBLE",
            "float8:DOUBLE",
            "character:CHAR",
            "char:CHAR",
            "character varying:STRING",
            "varchar:STRING",
            "text:TEXT",
            "bytea:BLOB",
            "date:DATE",
            "time without time zone:TIME",
            "time:TIME",
            "timestamp without time zone:TIMESTAMP",
            "timestamp:TIMESTAMP",
            "timestamp with time zone:TIMESTAMPTZ",
            "timestamptz:TIMESTAMPTZ",
            "uuid:UUID",
            "json:JSON"
        };
        for (String word : words) {
            int colon = word.indexOf(':');
            kinds.put(word.substring(0, colon), Kind.valueOf(word.substring(colon + 1)));
        }
        return Map.copyOf(kinds);
    }

    /** As a column definition says it. */
    static String sql(ColumnType type) {
        ColumnType said = said(type);
        if (said instanceof Portable portable) {
            return sql(portable);
        }
        if (said instanceof Enumeration enumeration) {
            String schema = enumeration.name().schema();
            String name = Identifiers.doubleQuoted(enumeration.name().name());
            return schema == null ? name : Identifiers.doubleQuoted(schema) + "." + name;
        }
        return ((Native) said).sql();
    }

    private static String sql(Portable type) {
        return switch (type.kind()) {
            case DOUBLE -> "double precision";
            case STRING -> "varchar(" + type.lengthOrPrecision() + ")";
            case BINARY, BLOB -> "bytea";
            case TIMESTAMP ->
                type.lengthOrPrecision() == null ? "timestamp" : "timestamp(" + type.lengthOrPrecision() + ")";
            case TIMESTAMPTZ ->
                type.lengthOrPrecision() == null
                        ? "timestamp with time zone"
                        : "timestamp(" + type.lengthOrPrecision() + ") with time zone";
            case NUMERIC ->
                type.lengthOrPrecision() == null
                        ? "numeric"
                        : "numeric(" + type.lengthOrPrecision()
                                + (type.scale() == null ? ")" : ", " + type.scale() + ")");
            default -> type.toString();
        };
    }

    /** The type meant for PostgreSQL: portable, an enumeration, or {@link Native}. */
    private static ColumnType said(ColumnType type) {
        if (!(type instanceof ByDialect byDialect)) {
            return type;
        }
        String own = byDialect.sql().get(PostgresqlDialect.NAME);
        if (own != null) {
            return new Native(own);
        }
        String otherwise = byDialect.in(PostgresqlDialect.NAME);
        if (otherwise == null) {
            throw DialectException.noTypeFor(PostgresqlDialect.NAME, type.toString());
        }
        try {
            return ColumnType.parse(otherwise);
        } catch (SchemaException notPortable) {
            return new Native(otherwise);
        }
    }

    /** The one type that stands for all those that PostgreSQL does not tell from it. */
    static ColumnType canonical(ColumnType type) {
        ColumnType said = said(type);
        if (said instanceof Native text) {
            return read(text.sql());
        }
        return said instanceof Portable portable ? canonical(portable) : said;
    }

    private static ColumnType canonical(Portable type) {
        return switch (type.kind()) {
            case BINARY -> ColumnType.of(Kind.BLOB);
            case TIMESTAMP, TIMESTAMPTZ ->
                type.lengthOrPrecision() != null && type.lengthOrPrecision() == DEFAULT_PRECISION
                        ? ColumnType.of(type.kind())
                        : type;
            case NUMERIC ->
                type.lengthOrPrecision() != null && type.scale() == null
                        ? ColumnType.of(Kind.NUMERIC, type.lengthOrPrecision(), 0)
                        : type;
            default -> type;
        };
    }

    /** What {@code format_type} says, or an author in his own words; {@link Native} when it is nothing portable. */
    static ColumnType read(String text) {
        Kind word = KINDS.get(text);
        Portable simple = word == null ? null : portable(word, null, null);
        return simple == null ? shaped(text) : canonical(simple);
    }

    private static ColumnType shaped(String text) {
        String plain = text.strip().replaceAll("\\s+", " ");
        String lower = plain.toLowerCase(Locale.ROOT);
        Matcher shape = SHAPE.matcher(lower);
        if (plain.indexOf('"') < 0 && shape.matches()) {
            String zone = shape.group(4);
            Kind kind = KINDS.get(shape.group(1) + (zone == null ? "" : " " + zone));
            Portable found = kind == null ? null : portable(kind, number(shape.group(2)), number(shape.group(3)));
            if (found != null) {
                return canonical(found);
            }
        }
        return new Native(plain.indexOf('"') < 0 ? lower : plain);
    }

    private static @Nullable Portable portable(Kind kind, @Nullable Integer first, @Nullable Integer second) {
        return switch (kind) {
            case NUMERIC -> new Portable(kind, first, second);
            case CHAR -> new Portable(kind, first == null ? Integer.valueOf(1) : first, null);
            case STRING -> first == null ? null : new Portable(kind, first, null);
            case TIMESTAMP, TIMESTAMPTZ -> new Portable(kind, first, null);
            case TIME -> first == null || first == DEFAULT_PRECISION ? ColumnType.of(kind) : null;
            default -> first == null ? ColumnType.of(kind) : null;
        };
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }

    static boolean isText(ColumnType type) {
        return type instanceof Portable portable && portable.kind().isText();
    }

    static boolean isNumber(ColumnType type) {
        return type instanceof Portable portable && portable.kind().isNumber();
    }

    static boolean isBoolean(ColumnType type) {
        return type instanceof Portable portable && portable.kind() == Kind.BOOLEAN;
    }
}
