package dev.trellis.dialect.mysql;

import dev.trellis.dialect.Decimals;
import dev.trellis.dialect.mysqlbase.MysqlBaseTypes;
import dev.trellis.dialect.mysqlbase.MysqlTokens;
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

/** The types of MySQL, which has none for {@code uuid}, and has rules of its own for what a default may be. */
final class MysqlTypes extends MysqlBaseTypes {
    /** As {@code UUID()} and everybody else writes one, so that what a script says fits. */
    private static final int UUID_LENGTH = 36;

    private static final Pattern NOW =
            Pattern.compile("(?i)(?:current_timestamp|now|localtime|localtimestamp)(?:\\s*\\(\\s*(\\d?)\\s*\\))?");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)(e[-+]?\\d{1,4})?");
    private static final Pattern NUMERIC = Pattern.compile(
            "(?s)(?:tiny|small|medium|big)?int\\b.*|integer\\b.*|decimal\\b.*|numeric\\b.*|dec\\b.*|float\\b.*|double\\b.*|year\\b.*");
    private static final Pattern WITHOUT_CONSTANT = Pattern.compile(
            "(?s)(?:tiny|medium|long)?(?:text|blob)\\b.*|json|geometry.*|point|linestring|polygon|multi.*|geomcollection");
    private static final Set<Kind> LARGE = Set.of(Kind.TEXT, Kind.BLOB, Kind.JSON);

    MysqlTypes() {
        super(MysqlDialect.NAME);
    }

    @Override
    protected Portable kept(Portable type) {
        return type.kind() == Kind.UUID ? ColumnType.of(Kind.CHAR, UUID_LENGTH) : type;
    }

    /** Whether the default of a column of this type cannot be a constant, not even NULL. */
    boolean isWithoutConstantDefault(ColumnType type) {
        return type instanceof Portable portable
                ? LARGE.contains(portable.kind())
                : type instanceof Native found
                        && WITHOUT_CONSTANT
                                .matcher(MysqlTokens.lower(found.sql()))
                                .matches();
    }

    /** Of a constant the catalogue keeps no character beyond U+FFFF, of an expression it does. */
    @Override
    protected String constantDefault(String literal, ColumnType type) {
        boolean lost = literal.codePoints().anyMatch(Character::isSupplementaryCodePoint);
        return lost || isWithoutConstantDefault(type) ? "(" + literal + ")" : literal;
    }

    /** The time of now has a place of its own in the grammar, where its digits are those of the column. */
    @Override
    protected String expressionDefault(String sql, ColumnType type) {
        Matcher now = NOW.matcher(MysqlTokens.bare(sql));
        boolean moment = now.matches() && digits(now) == digits(type);
        return moment ? current(digits(type)) : super.expressionDefault(sql, type);
    }

    /** All words for the time of now are one. */
    @Override
    public @Nullable DefaultValue readDefault(@Nullable String sql, ColumnType type) {
        DefaultValue value = super.readDefault(sql, type);
        if (value instanceof DefaultValue.Expression && sql != null) {
            Matcher now = NOW.matcher(MysqlTokens.bare(sql));
            if (now.matches()) {
                return new DefaultValue.Expression(SqlText.of(current(digits(now))));
            }
        }
        return value;
    }

    /** A constant as the catalogue keeps it: the value itself, or its bytes. */
    DefaultValue readConstant(String text, ColumnType type) {
        if (type instanceof Portable portable && portable.kind() == Kind.BINARY && text.startsWith("0x")) {
            return DefaultValue.literal(MysqlBytes.text(text));
        }
        if (text.startsWith("b'")) {
            return new DefaultValue.Expression(SqlText.of(text));
        }
        return DefaultValue.literal(literal(text, type));
    }

    /** The catalogue does not tell a number from a text, but the type does. */
    @Override
    protected Object literal(Object value, ColumnType type) {
        Object literal = super.literal(value, type);
        if (type instanceof Native found
                && literal instanceof String text
                && NUMERIC.matcher(MysqlTokens.lower(found.sql())).matches()
                && NUMBER.matcher(MysqlTokens.lower(text)).matches()) {
            return super.literal(new BigDecimal(text), type);
        }
        boolean number = type instanceof Portable
                || (type instanceof Native found
                        && NUMERIC.matcher(MysqlTokens.lower(found.sql())).matches());
        return !number && literal instanceof BigDecimal digits ? Decimals.text(digits) : literal;
    }

    private static String current(int digits) {
        return "CURRENT_TIMESTAMP" + (digits == 0 ? "" : "(" + digits + ")");
    }

    private static int digits(Matcher now) {
        String digits = now.group(1);
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** The digits of a second that the type keeps; -1 when it is none for moments. */
    private static int digits(ColumnType type) {
        if (type instanceof Portable portable && portable.kind() == Kind.TIMESTAMP) {
            return portable.lengthOrPrecision() == null ? 0 : portable.lengthOrPrecision();
        }
        Matcher found = type instanceof Native own
                ? Pattern.compile("timestamp(?:\\((\\d)\\))?").matcher(MysqlTokens.lower(own.sql()))
                : null;
        return found != null && found.matches() ? digits(found) : -1;
    }
}
