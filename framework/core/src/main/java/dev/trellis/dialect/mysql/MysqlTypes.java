package dev.trellis.dialect.mysql;

import dev.trellis.dialect.Decimals;
import dev.trellis.dialect.mysqlbase.MysqlBaseTokens;
import dev.trellis.dialect.mysqlbase.MysqlBaseTypes;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.SqlText;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of MySQL, which lacks {@code uuid} and restricts the defaults of some types. */
final class MysqlTypes extends MysqlBaseTypes {
    /** The length of a UUID with hyphens, as {@code UUID()} and Java write it. */
    private static final int UUID_LENGTH = 36;

    private static final Pattern NOW =
            Pattern.compile("(?i)(?:current_timestamp|now|localtime|localtimestamp)(?:\\s*\\(\\s*(\\d?)\\s*\\))?");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)(e[-+]?\\d{1,4})?");
    private static final Pattern NUMERIC = Pattern.compile(
            "(?s)(?:tiny|small|medium|big)?int\\b.*|integer\\b.*|decimal\\b.*|numeric\\b.*|dec\\b.*|float\\b.*|double\\b.*|year\\b.*");
    private static final Pattern FORBIDS_CONSTANT = Pattern.compile(
            "(?s)(?:tiny|medium|long)?(?:text|blob)\\b.*|json|geometry.*|point|linestring|polygon|multi.*|geomcollection");
    private static final Set<Kind> LARGE = Set.of(Kind.TEXT, Kind.BLOB, Kind.JSON);

    MysqlTypes() {
        super(MysqlDialect.NAME);
    }

    @Override
    protected Portable substitute(Portable type) {
        return type.kind() == Kind.UUID ? ColumnType.of(Kind.CHAR, UUID_LENGTH) : type;
    }

    /** Returns whether the default of a column of this type must be an expression; not even NULL is allowed. */
    boolean forbidsConstantDefault(ColumnType type) {
        return type instanceof Portable portable
                ? LARGE.contains(portable.kind())
                : type instanceof Native nativeType
                        && FORBIDS_CONSTANT
                                .matcher(MysqlBaseTokens.lower(nativeType.sql()))
                                .matches();
    }

    /**
     * Writes a constant that contains a character beyond U+FFFF as an expression, because the catalogue can store it only in
     * an expression.
     */
    @Override
    protected String constantDefault(String literal, ColumnType type) {
        boolean supplementary = literal.codePoints().anyMatch(Character::isSupplementaryCodePoint);
        return supplementary || forbidsConstantDefault(type) ? "(" + literal + ")" : literal;
    }

    /**
     * Writes {@code CURRENT_TIMESTAMP} without parentheses if it has as many fractional digits as the column; otherwise
     * the grammar requires parentheses, as for any other expression.
     */
    @Override
    protected String expressionDefault(String sql, ColumnType type) {
        Matcher now = NOW.matcher(MysqlBaseTokens.withoutParentheses(sql));
        boolean isPlain = now.matches() && digits(now) == digits(type);
        return isPlain ? currentTimestamp(digits(type)) : super.expressionDefault(sql, type);
    }

    /** Reads all synonyms of the present time as {@code CURRENT_TIMESTAMP}. */
    @Override
    public @Nullable DefaultValue readDefault(@Nullable String sql, ColumnType type) {
        DefaultValue value = super.readDefault(sql, type);
        if (value instanceof DefaultValue.Expression && sql != null) {
            Matcher now = NOW.matcher(MysqlBaseTokens.withoutParentheses(sql));
            if (now.matches()) {
                return new DefaultValue.Expression(SqlText.of(currentTimestamp(digits(now))));
            }
        }
        return value;
    }

    /** Reads a constant in the catalogue: the value itself, or its bytes in hexadecimal digits. */
    DefaultValue readConstant(String text, ColumnType type) {
        if (type instanceof Portable portable && portable.kind() == Kind.BINARY && text.startsWith("0x")) {
            return DefaultValue.literal(MysqlBytes.text(text));
        }
        if (text.startsWith("b'") && !isBoolean(type)) {
            return new DefaultValue.Expression(SqlText.of(text));
        }
        return DefaultValue.literal(literal(text, type));
    }

    /** Returns a constant as a number or a text according to the type, because the catalogue does not distinguish them. */
    @Override
    protected Object literal(Object value, ColumnType type) {
        Object literal = super.literal(value, type);
        if (type instanceof Native nativeType
                && literal instanceof String text
                && NUMERIC.matcher(MysqlBaseTokens.lower(nativeType.sql())).matches()
                && NUMBER.matcher(MysqlBaseTokens.lower(text)).matches()) {
            return super.literal(new BigDecimal(text), type);
        }
        boolean number = type instanceof Portable
                || (type instanceof Native nativeType
                        && NUMERIC.matcher(MysqlBaseTokens.lower(nativeType.sql()))
                                .matches());
        return !number && literal instanceof BigDecimal digits ? Decimals.text(digits) : literal;
    }

    private static String currentTimestamp(int digits) {
        return "CURRENT_TIMESTAMP" + (digits == 0 ? "" : "(" + digits + ")");
    }

    private static int digits(Matcher now) {
        String digits = now.group(1);
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** Returns the number of fractional digits of a second in a type; -1 if it is not a timestamp. */
    private static int digits(ColumnType type) {
        if (type instanceof Portable portable && portable.kind() == Kind.TIMESTAMP) {
            return portable.lengthOrPrecision() == null ? 0 : portable.lengthOrPrecision();
        }
        Matcher timestamp = type instanceof Native nativeType
                ? Pattern.compile("timestamp(?:\\((\\d)\\))?").matcher(MysqlBaseTokens.lower(nativeType.sql()))
                : null;
        return timestamp != null && timestamp.matches() ? digits(timestamp) : -1;
    }
}
