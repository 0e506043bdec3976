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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts portable types to PostgreSQL's types and back; the page {@code types} of the documentation lists them. */
final class PostgresqlTypes {
    /** The number of fractional digits of a second if a type does not state the number. */
    private static final int DEFAULT_PRECISION = 6;

    /** The shape of a type, {@code name (numbers) rest}, as {@code format_type} and authors write types. */
    private static final Pattern SHAPE = Pattern.compile(
            "([a-z][a-z0-9_ ]*?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?\\s*((?:with|without) time zone)?");

    private static final Map<String, Kind> KINDS = kinds();

    /** The types of the schema {@code pg_catalog}, which the server searches before any other schema. */
    private static final String BUILT_IN = """
            aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange
            anycompatiblenonarray anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange
            bit bool box bpchar bytea char cid cidr circle cstring date datemultirange daterange
            event_trigger fdw_handler float4 float8 gtsvector index_am_handler inet int2 int2vector int4
            int4multirange int4range int8 int8multirange int8range internal interval json jsonb jsonpath
            language_handler line lseg macaddr macaddr8 money name numeric nummultirange numrange oid
            oidvector path point polygon record refcursor regclass regcollation regconfig regdictionary
            regnamespace regoper regoperator regproc regprocedure regrole regtype table_am_handler text tid
            time timestamp timestamptz timetz trigger tsm_handler tsmultirange tsquery tsrange
            tstzmultirange tstzrange tsvector txid_snapshot unknown uuid varbit varchar void xid xid8 xml
            """;

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

    /** Returns whether a name without a schema means a type of the server, even if another schema has a type of this name. */
    static boolean isBuiltIn(String name) {
        return List.of(BUILT_IN.split("\\s+")).contains(name);
    }

    /** Returns the SQL of the type for a column definition. */
    static String sql(ColumnType type) {
        ColumnType resolved = forPostgresql(type);
        if (resolved instanceof Portable portable) {
            return sql(portable);
        }
        if (resolved instanceof Enumeration enumeration) {
            String schema = enumeration.name().schema();
            String name = Identifiers.doubleQuoted(enumeration.name().name());
            return schema == null ? name : Identifiers.doubleQuoted(schema) + "." + name;
        }
        return ((Native) resolved).sql();
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

    /** Returns the type for PostgreSQL: portable, an enumeration, or {@link Native}. */
    private static ColumnType forPostgresql(ColumnType type) {
        if (!(type instanceof ByDialect byDialect)) {
            return type;
        }
        String nativeSql = byDialect.sql().get(PostgresqlDialect.NAME);
        if (nativeSql != null) {
            return new Native(nativeSql);
        }
        String fallback = byDialect.in(PostgresqlDialect.NAME);
        if (fallback == null) {
            throw DialectException.noTypeFor(PostgresqlDialect.NAME, type.toString());
        }
        try {
            return ColumnType.parse(fallback);
        } catch (SchemaException notPortable) {
            return new Native(fallback);
        }
    }

    /** Returns the one type that represents all types which PostgreSQL does not distinguish. */
    static ColumnType canonical(ColumnType type) {
        ColumnType resolved = forPostgresql(type);
        if (resolved instanceof Native text) {
            return read(text.sql());
        }
        return resolved instanceof Portable portable ? canonical(portable) : resolved;
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

    /** Reads a type from {@code format_type} or from an author; {@link Native} if it is not portable. */
    static ColumnType read(String text) {
        Kind kind = KINDS.get(text);
        Portable portable = kind == null ? null : portable(kind, null, null);
        return portable == null ? parseShape(text) : canonical(portable);
    }

    private static ColumnType parseShape(String text) {
        String plain = text.strip().replaceAll("\\s+", " ");
        String lower = plain.toLowerCase(Locale.ROOT);
        Matcher shape = SHAPE.matcher(lower);
        if (plain.indexOf('"') < 0 && shape.matches()) {
            String zone = shape.group(4);
            Kind kind = KINDS.get(shape.group(1) + (zone == null ? "" : " " + zone));
            Portable portable = kind == null ? null : portable(kind, number(shape.group(2)), number(shape.group(3)));
            if (portable != null) {
                return canonical(portable);
            }
        }
        return new Native(plain.indexOf('"') < 0 ? lower : plain);
    }

    private static @Nullable Portable portable(
            Kind kind, @Nullable Integer lengthOrPrecision, @Nullable Integer scale) {
        return switch (kind) {
            case NUMERIC -> new Portable(kind, lengthOrPrecision, scale);
            case CHAR -> new Portable(kind, lengthOrPrecision == null ? Integer.valueOf(1) : lengthOrPrecision, null);
            case STRING -> lengthOrPrecision == null ? null : new Portable(kind, lengthOrPrecision, null);
            case TIMESTAMP, TIMESTAMPTZ -> new Portable(kind, lengthOrPrecision, null);
            case TIME ->
                lengthOrPrecision == null || lengthOrPrecision == DEFAULT_PRECISION ? ColumnType.of(kind) : null;
            default -> lengthOrPrecision == null ? ColumnType.of(kind) : null;
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
