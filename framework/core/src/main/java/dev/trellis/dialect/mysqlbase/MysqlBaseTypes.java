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

/** Portable types in the database's words and back, and which of them are one; a dialect overrides what it has otherwise. */
public class MysqlBaseTypes {
    private static final Pattern SHAPE = Pattern.compile("([a-z]+)\\s*(?:\\((.*)\\))?\\s*(.*)", Pattern.DOTALL);
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(\\s*,\\s*\\d{1,9})?");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)(e[-+]?\\d{1,4})?");
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:[ T](\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?)?");

    private final String dialect;

    /** @param dialect the name by which scripts give a type of its own */
    protected MysqlBaseTypes(String dialect) {
        this.dialect = dialect;
    }

    /** The type as a column definition says it. */
    String sql(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            return enumeration.values().stream().map(MysqlTokens::quote).collect(Collectors.joining(",", "enum(", ")"));
        }
        if (type instanceof Native found) {
            return found.sql();
        }
        if (type instanceof ByDialect byDialect) {
            ColumnType portable = portable(byDialect);
            return portable == null ? own(byDialect) : sql(portable);
        }
        Portable portable = kept((Portable) type);
        return switch (portable.kind()) {
            case STRING -> "varchar" + numbers(portable);
            case REAL -> "float";
            case BINARY -> "varbinary" + numbers(portable);
            case TIMESTAMP, TIMESTAMPTZ -> "datetime" + numbers(portable);
            default -> portable.kind().word() + numbers(portable);
        };
    }

    /** The portable type that a column gets in the place of one that the database has not; the type itself where it has it. */
    protected Portable kept(Portable type) {
        return type;
    }

    /**
     * A constant, already as it stands in SQL, as the default of a column.
     *
     * @param type as {@link #canonical} has it
     */
    protected String constantDefault(String literal, ColumnType type) {
        return literal;
    }

    /** An expression as the default of a column. */
    protected String expressionDefault(String sql, ColumnType type) {
        return "(" + sql + ")";
    }

    private static String numbers(Portable type) {
        if (type.lengthOrPrecision() == null || (type.lengthOrPrecision() == 0 && type.kind() != Kind.NUMERIC)) {
            return "";
        }
        return "(" + type.lengthOrPrecision() + (type.scale() == null ? "" : "," + type.scale()) + ")";
    }

    private String own(ByDialect type) {
        String sql = type.in(dialect);
        if (sql == null) {
            throw DialectException.noTypeFor(dialect, type.toString());
        }
        return sql;
    }

    /** The portable type that a type by dialect falls back to; null when it is said in MariaDB's own words. */
    private @Nullable ColumnType portable(ByDialect type) {
        if (type.sql().containsKey(dialect)) {
            return null;
        }
        try {
            return ColumnType.parse(own(type));
        } catch (SchemaException notPortable) {
            return null;
        }
    }

    /** Whether only the server knows how it spells the type. */
    boolean isOwn(ColumnType type) {
        return type instanceof Native || (type instanceof ByDialect byDialect && portable(byDialect) == null);
    }

    /** Whether a column of this type has a collation to speak of. */
    protected static boolean isText(ColumnType type) {
        return type instanceof Enumeration
                || type instanceof Native
                || (type instanceof Portable portable && portable.kind().isText());
    }

    /** What an enumeration is called where the database has no name for it. */
    static TableName enumName(TableName table, String column) {
        return TableName.of(table.name() + "_" + column);
    }

    /** The type as {@link #read} would read it back. */
    public ColumnType canonical(ColumnType type, TableName enumName) {
        if (type instanceof Enumeration enumeration) {
            return new Enumeration(enumName, enumeration.values());
        }
        if (type instanceof ByDialect byDialect) {
            ColumnType portable = portable(byDialect);
            return portable == null ? read(spelled(own(byDialect)), false, enumName) : canonical(portable, enumName);
        }
        if (type instanceof Native found) {
            return read(spelled(found.sql()), false, enumName);
        }
        Portable portable = kept((Portable) type);
        int first = portable.lengthOrPrecision() == null ? 0 : portable.lengthOrPrecision();
        int second = portable.scale() == null ? 0 : portable.scale();
        return switch (portable.kind()) {
            case NUMERIC -> ColumnType.of(Kind.NUMERIC, first == 0 ? 10 : first, second);
            case TIMESTAMP, TIMESTAMPTZ -> ColumnType.of(Kind.TIMESTAMP, first);
            default -> portable;
        };
    }

    private static String spelled(String sql) {
        String text = sql.strip();
        String word = MysqlTokens.lower(text);
        if (word.startsWith("enum") || word.startsWith("set")) {
            return text;
        }
        return switch (word) {
            case "bool", "boolean" -> "tinyint(1)";
            case "decimal", "numeric", "dec" -> "decimal(10,0)";
            default -> word.replaceFirst("^integer\\b", "int").replaceFirst("^(numeric|dec)\\b", "decimal");
        };
    }

    /**
     * Reads a type as the catalogue spells it.
     *
     * @param json whether the column has the CHECK that makes it JSON
     */
    ColumnType read(String sql, boolean json, TableName enumName) {
        Matcher shape = SHAPE.matcher(sql);
        if (!shape.matches() || !shape.group(3).isBlank()) {
            return new Native(sql);
        }
        String word = shape.group(1);
        String inside = shape.group(2) == null ? "" : shape.group(2);
        if (word.equals("enum")) {
            return new Enumeration(enumName, MysqlTokens.strings(inside));
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

    /** Reads a default as the catalogue spells it; null for none. */
    public @Nullable DefaultValue readDefault(@Nullable String sql, ColumnType type) {
        if (sql == null || sql.equalsIgnoreCase("NULL")) {
            return null;
        }
        String text = MysqlTokens.bare(sql);
        String string = MysqlTokens.unquoted(text);
        if (string != null) {
            return DefaultValue.literal(literal(string, type));
        }
        if (NUMBER.matcher(MysqlTokens.lower(text)).matches()) {
            return DefaultValue.literal(literal(new BigDecimal(text), type));
        }
        return new DefaultValue.Expression(SqlText.of(text));
    }

    /** A constant as a column of this type keeps it: text for text, a number for a number. */
    protected Object literal(Object value, ColumnType type) {
        if (!(type instanceof Portable portable)) {
            return value instanceof Boolean yes ? (Object) (yes ? BigDecimal.ONE : BigDecimal.ZERO) : plain(value);
        }
        Kind kind = portable.kind();
        if (kind == Kind.BOOLEAN) {
            return truth(value);
        }
        if (kind.isNumber()) {
            return number(value, portable);
        }
        String text = value instanceof BigDecimal number ? Decimals.text(number) : value.toString();
        return switch (kind) {
            case UUID -> MysqlTokens.lower(text);
            case CHAR -> text.stripTrailing();
            case TIMESTAMP -> moment(text, portable.lengthOrPrecision() == null ? 0 : portable.lengthOrPrecision());
            default -> text;
        };
    }

    protected static Object plain(Object value) {
        return value instanceof BigDecimal number ? Decimals.stripped(number) : value;
    }

    private static Object truth(Object value) {
        String text = MysqlTokens.lower(
                value instanceof BigDecimal number ? Decimals.text(Decimals.stripped(number)) : value.toString());
        return switch (text) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> plain(value);
        };
    }

    private static Object number(Object value, Portable type) {
        if (value instanceof Boolean yes) {
            return yes ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        String text = value.toString().strip();
        if (!NUMBER.matcher(MysqlTokens.lower(text)).matches()) {
            return value;
        }
        BigDecimal number = new BigDecimal(text);
        boolean whole = type.kind().isInteger();
        if (whole || type.kind() == Kind.NUMERIC) {
            number = number.setScale(whole || type.scale() == null ? 0 : type.scale(), RoundingMode.HALF_UP);
        }
        return Decimals.stripped(number);
    }

    private static String moment(String text, int digits) {
        Matcher matcher = MOMENT.matcher(text.strip());
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
