package dev.trellis.dialect.mysqlbase;

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

/** Converts portable types to the database's types and back, and maps types that the database cannot tell apart to one. */
public class MysqlBaseTypes {
    private static final Pattern SHAPE = Pattern.compile("([a-z]+)\\s*(?:\\((.*)\\))?\\s*(.*)", Pattern.DOTALL);
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(\\s*,\\s*\\d{1,9})?");
    /** The clause of a spatial type that names the reference system; its number follows. */
    static final String SRID = " srid ";

    private static final Pattern REFERENCE_SYSTEM = Pattern.compile("(?i)\\s+srid\\s+(\\d+)$");
    private static final Pattern BIT = Pattern.compile("[bB]'[01]'");
    private static final Pattern BITS = Pattern.compile("[bB]'[01]+'");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)(e[-+]?\\d{1,4})?");
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:[ T](\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?)?");

    /** The types of the database's own that store characters. */
    private static final Pattern CHARACTERS =
            Pattern.compile("(?i)^(?:set|enum|n?char|n?varchar|(?:tiny|medium|long)?text)\\b");

    private final String dialect;

    /**
     * Creates the types.
     *
     * @param dialect the dialect's name in types that are given per dialect
     */
    protected MysqlBaseTypes(String dialect) {
        this.dialect = dialect;
    }

    /** Returns the dialect's name. */
    final String dialect() {
        return dialect;
    }

    /** Returns a type as written in a column definition. */
    String sql(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            return enumeration.values().stream()
                    .map(MysqlBaseTokens::quote)
                    .collect(Collectors.joining(",", "enum(", ")"));
        }
        if (type instanceof Native nativeType) {
            return nativeType.sql();
        }
        if (type instanceof ByDialect byDialect) {
            ColumnType portable = portable(byDialect);
            return portable == null ? entry(byDialect) : sql(portable);
        }
        Portable portable = substitute((Portable) type);
        return switch (portable.kind()) {
            case STRING -> "varchar" + parameters(portable);
            case REAL -> "float";
            case BINARY -> "varbinary" + parameters(portable);
            case TIMESTAMP, TIMESTAMPTZ -> "datetime" + parameters(portable);
            default -> portable.kind().word() + parameters(portable);
        };
    }

    /** Returns the portable type that replaces one that the database lacks; the type itself if the database has it. */
    protected Portable substitute(Portable type) {
        return type;
    }

    /**
     * Returns the SQL of a constant default.
     *
     * @param literal the constant as an SQL literal
     * @param type the column's canonical type
     */
    protected String constantDefault(String literal, ColumnType type) {
        return literal;
    }

    /**
     * Returns the SQL of a default that is an expression: in parentheses, except for a bit literal, which is a constant for
     * the server and would become an expression in parentheses.
     */
    protected String expressionDefault(String sql, ColumnType type) {
        return BITS.matcher(sql).matches() ? sql : "(" + sql + ")";
    }

    private static String parameters(Portable type) {
        if (type.lengthOrPrecision() == null || (type.lengthOrPrecision() == 0 && type.kind() != Kind.NUMERIC)) {
            return "";
        }
        return "(" + type.lengthOrPrecision() + (type.scale() == null ? "" : "," + type.scale()) + ")";
    }

    private String entry(ByDialect type) {
        String sql = type.in(dialect);
        if (sql == null) {
            throw DialectException.noTypeFor(dialect, type.toString());
        }
        return sql;
    }

    /**
     * Returns the portable type under the key {@code default} of a type that is written per dialect; null if the type has
     * a key for this dialect.
     */
    private @Nullable ColumnType portable(ByDialect type) {
        if (type.sql().containsKey(dialect)) {
            return null;
        }
        try {
            return ColumnType.parse(entry(type));
        } catch (SchemaException notPortable) {
            return null;
        }
    }

    /** Returns whether only the server knows its spelling of a type. */
    boolean isNative(ColumnType type) {
        return type instanceof Native || (type instanceof ByDialect byDialect && portable(byDialect) == null);
    }

    /** Returns whether a column of this type may have a collation. */
    protected static boolean isText(ColumnType type) {
        return type instanceof Enumeration
                || type instanceof Native
                || (type instanceof Portable portable && portable.kind().isText());
    }

    /** Returns whether the values of a type are stored in a character set. */
    boolean hasCharacters(ColumnType type, TableName enumName) {
        ColumnType canonical = canonical(type, enumName);
        return isText(canonical)
                && (!(canonical instanceof Native nativeType)
                        || CHARACTERS.matcher(nativeType.sql()).find());
    }

    /** Returns the name that an enumeration receives, because enumerations have no names in the database. */
    static TableName enumName(TableName table, String column) {
        return TableName.of(table.name() + "_" + column);
    }

    /** Returns a type as {@link #read} would read it back. */
    public ColumnType canonical(ColumnType type, TableName enumName) {
        if (type instanceof Enumeration enumeration) {
            return new Enumeration(enumName, enumeration.values());
        }
        if (type instanceof ByDialect byDialect) {
            ColumnType portable = portable(byDialect);
            return portable == null
                    ? read(catalogSpelling(entry(byDialect)), false, enumName)
                    : canonical(portable, enumName);
        }
        if (type instanceof Native nativeType) {
            return read(catalogSpelling(nativeType.sql()), false, enumName);
        }
        Portable portable = substitute((Portable) type);
        int precision = portable.lengthOrPrecision() == null ? 0 : portable.lengthOrPrecision();
        int scale = portable.scale() == null ? 0 : portable.scale();
        return switch (portable.kind()) {
            case NUMERIC -> ColumnType.of(Kind.NUMERIC, precision == 0 ? 10 : precision, scale);
            case TIMESTAMP, TIMESTAMPTZ -> ColumnType.of(Kind.TIMESTAMP, precision);
            default -> portable;
        };
    }

    /** Returns the SQL of a type in the spelling of the catalogue, as far as known. */
    private static String catalogSpelling(String sql) {
        String text = sql.strip();
        String lower = MysqlBaseTokens.lower(text);
        if (lower.startsWith("enum") || lower.startsWith("set")) {
            return text;
        }
        return switch (lower) {
            case "bool", "boolean" -> "tinyint(1)";
            case "decimal", "numeric", "dec" -> "decimal(10,0)";
            default -> lower.replaceFirst("^integer\\b", "int").replaceFirst("^(numeric|dec)\\b", "decimal");
        };
    }

    /**
     * Reads a type in the spelling of the catalogue.
     *
     * @param json whether the column has the CHECK that makes it JSON
     * @param enumName the name for an enumeration
     */
    ColumnType read(String sql, boolean json, TableName enumName) {
        Matcher shape = SHAPE.matcher(sql);
        if (!shape.matches() || !shape.group(3).isBlank()) {
            return new Native(sql);
        }
        String word = shape.group(1);
        String inside = shape.group(2) == null ? "" : shape.group(2);
        if (word.equals("enum")) {
            return new Enumeration(enumName, MysqlBaseTokens.strings(inside));
        }
        if (!inside.isEmpty() && !NUMBERS.matcher(inside).matches()) {
            return new Native(sql);
        }
        Kind kind = kind(word, inside, json);
        if (kind == null) {
            return new Native(sql);
        }
        List<Integer> numbers = inside.isEmpty()
                ? List.of()
                : Pattern.compile(",")
                        .splitAsStream(inside)
                        .map(String::strip)
                        .map(Integer::valueOf)
                        .toList();
        return switch (kind) {
            case NUMERIC ->
                ColumnType.of(kind, numbers.isEmpty() ? 10 : numbers.get(0), numbers.size() < 2 ? 0 : numbers.get(1));
            case TIMESTAMP -> ColumnType.of(kind, numbers.isEmpty() ? 0 : numbers.get(0));
            case CHAR, STRING, BINARY -> ColumnType.of(kind, numbers.isEmpty() ? 1 : numbers.get(0));
            default -> ColumnType.of(kind);
        };
    }

    private @Nullable Kind kind(String word, String inside, boolean json) {
        return switch (word) {
            case "tinyint" -> inside.equals("1") ? Kind.BOOLEAN : null;
            case "bit" -> inside.equals("1") || inside.isEmpty() ? Kind.BOOLEAN : null;
            case "smallint" -> Kind.SMALLINT;
            case "int" -> Kind.INTEGER;
            case "bigint" -> Kind.BIGINT;
            case "decimal" -> Kind.NUMERIC;
            case "float" -> inside.isEmpty() ? Kind.REAL : null;
            case "double" -> inside.isEmpty() ? Kind.DOUBLE : null;
            case "char" -> Kind.CHAR;
            case "varchar" -> Kind.STRING;
            case "text" -> inside.isEmpty() ? Kind.TEXT : null;
            case "varbinary" -> Kind.BINARY;
            case "blob" -> inside.isEmpty() ? Kind.BLOB : null;
            case "date" -> Kind.DATE;
            case "time" -> inside.isEmpty() ? Kind.TIME : null;
            case "datetime" -> Kind.TIMESTAMP;
            case "uuid" -> Kind.UUID;
            case "json" -> Kind.JSON;
            case "longtext" -> json ? Kind.JSON : null;
            default -> null;
        };
    }

    /**
     * Returns a desired type with the spatial reference system of the actual type, if the desired one states none and the
     * types are otherwise equal.
     */
    static ColumnType withReferenceSystem(ColumnType desired, ColumnType actual) {
        boolean isKept = desired instanceof Native written
                && actual instanceof Native known
                && known.sql().startsWith(written.sql() + SRID);
        return isKept ? actual : desired;
    }

    /** Returns the clause of a type that names the spatial reference system; empty for none. */
    String referenceSystem(ColumnType type) {
        Matcher clause = REFERENCE_SYSTEM.matcher(isNative(type) ? sql(type).strip() : "");
        return clause.find() ? SRID + clause.group(1) : "";
    }

    /** Reads a default in the spelling of the catalogue; null for none. */
    public @Nullable DefaultValue readDefault(@Nullable String sql, ColumnType type) {
        if (sql == null || sql.equalsIgnoreCase("NULL")) {
            return null;
        }
        String text = MysqlBaseTokens.withoutParentheses(sql);
        String string = MysqlBaseTokens.stringValue(text);
        if (string != null) {
            return DefaultValue.literal(literal(string, type));
        }
        if (NUMBER.matcher(MysqlBaseTokens.lower(text)).matches()) {
            return DefaultValue.literal(literal(new BigDecimal(text), type));
        }
        if (isBoolean(type) && BIT.matcher(text).matches()) {
            return DefaultValue.literal(literal(text, type));
        }
        return new DefaultValue.Expression(SqlText.of(text));
    }

    /** Returns a constant as a column of this type stores it, {@code 1} for the text {@code '1'} in a number. */
    protected Object literal(Object value, ColumnType type) {
        if (!(type instanceof Portable portable)) {
            return value instanceof Boolean yes ? (Object) (yes ? BigDecimal.ONE : BigDecimal.ZERO) : stripped(value);
        }
        Kind kind = portable.kind();
        if (kind == Kind.BOOLEAN) {
            return toBoolean(value);
        }
        if (kind.isNumber()) {
            return toNumber(value, portable);
        }
        String text = value instanceof BigDecimal number ? Decimals.text(number) : value.toString();
        return switch (kind) {
            case UUID -> MysqlBaseTokens.lower(text);
            case CHAR -> text.stripTrailing();
            case TIMESTAMP -> timestamp(text, portable.lengthOrPrecision() == null ? 0 : portable.lengthOrPrecision());
            default -> text;
        };
    }

    /** Returns a number without zeros at the end of its fraction; any other value unchanged. */
    protected static Object stripped(Object value) {
        return value instanceof BigDecimal number ? Decimals.stripped(number) : value;
    }

    /** Returns whether columns of the type contain true and false; {@code bit(1)} is such a type. */
    protected static boolean isBoolean(ColumnType type) {
        return type instanceof Portable portable && portable.kind() == Kind.BOOLEAN;
    }

    private static Object toBoolean(Object value) {
        String text = MysqlBaseTokens.lower(
                value instanceof BigDecimal number ? Decimals.text(Decimals.stripped(number)) : value.toString());
        return switch (text) {
            case "1", "true", "b'1'" -> true;
            case "0", "false", "b'0'" -> false;
            default -> stripped(value);
        };
    }

    private static Object toNumber(Object value, Portable type) {
        if (value instanceof Boolean yes) {
            return yes ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        String text = value.toString().strip();
        if (!NUMBER.matcher(MysqlBaseTokens.lower(text)).matches()) {
            return value;
        }
        BigDecimal number = new BigDecimal(text);
        boolean integer = type.kind().isInteger();
        if (integer || type.kind() == Kind.NUMERIC) {
            number = number.setScale(integer || type.scale() == null ? 0 : type.scale(), RoundingMode.HALF_UP);
        }
        return Decimals.stripped(number);
    }

    private static String timestamp(String text, int digits) {
        Matcher matcher = TIMESTAMP.matcher(text.strip());
        if (!matcher.matches()) {
            return text;
        }
        String fraction = matcher.group(3) == null ? "." : matcher.group(3);
        String padded = fraction + "0".repeat(Math.max(0, digits + 1 - fraction.length()));
        return matcher.group(1)
                + " "
                + (matcher.group(2) == null ? "00:00:00" : matcher.group(2))
                + (digits == 0 ? "" : padded.substring(0, digits + 1));
    }
}
