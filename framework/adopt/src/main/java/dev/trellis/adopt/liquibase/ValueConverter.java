package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.liquibase.ChangeSetConversion.NotConverted;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts the values and defaults of columns. */
final class ValueConverter {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*|\\d\\d:\\d\\d(:\\d\\d.*)?");
    private static final Pattern PRECISION = Pattern.compile("\\w+\\s*\\((\\d)\\).*");

    private final ChangeSetConversion out;
    private final ChangelogFiles files;

    ValueConverter(ChangeSetConversion out, ChangelogFiles files) {
        this.out = out;
        this.files = files;
    }

    /** A value of a row. */
    sealed interface Value {
        /**
         * A constant.
         *
         * @param value a String, a Boolean, a BigDecimal, or null
         */
        record Constant(@Nullable Object value) implements Value {}

        /** An expression. */
        record Expression(String sql) implements Value {}
    }

    /** Returns the value of a column in a change of rows; null if the column states none. */
    @Nullable
    Value value(ChangeNode column) {
        String number = column.get("valueNumeric");
        String bool = column.get("valueBoolean");
        String date = column.get("valueDate");
        String computed = column.get("valueComputed");
        String next = column.get("valueSequenceNext");
        String current = column.get("valueSequenceCurrent");
        String clob = column.get("valueClobFile");
        String blob = column.get("valueBlobFile");
        String written = column.written("value");
        String text = written == null ? column.textOr("value") : written;
        if (number != null) {
            return number(number);
        } else if (bool != null) {
            return new Value.Constant(ChangeNode.isTrue(bool));
        } else if (date != null) {
            return date(date);
        } else if (computed != null) {
            return new Value.Expression(computed(computed));
        } else if (next != null) {
            return new Value.Expression(sequence(next, true));
        } else if (current != null) {
            return new Value.Expression(sequence(current, false));
        } else if (clob != null) {
            return new Value.Constant(relative(column, clob).text(encoding(column.get("encoding"))));
        } else if (blob != null) {
            return new Value.Expression(bytes(relative(column, blob).bytes()));
        }
        return text == null
                ? null
                : text.equalsIgnoreCase("null") ? new Value.Constant(null) : new Value.Constant(text);
    }

    private ChangelogFile relative(ChangeNode node, String path) {
        return files.require(path, out.set().file(), node.location());
    }

    /** Returns an encoding by its name; UTF-8 if there is none. */
    static Charset encoding(@Nullable String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new NotConverted("the encoding '" + name + "' is not known");
        }
    }

    Value number(String text) {
        String stripped = text.strip();
        if (stripped.equalsIgnoreCase("null")) {
            return new Value.Constant(null);
        }
        return NUMBER.matcher(stripped).matches()
                ? new Value.Constant(new BigDecimal(stripped))
                : new Value.Expression(stripped);
    }

    Value date(String text) {
        if (text.equalsIgnoreCase("null")) {
            return new Value.Constant(null);
        }
        return DATE.matcher(text).matches()
                ? new Value.Constant(text.replace('T', ' '))
                : new Value.Expression(computed(text));
    }

    /** Returns an expression. What begins like a function for the current time becomes the function of the database. */
    private String computed(String sql) {
        String stripped = sql.strip();
        String lower = stripped.toLowerCase(Locale.ROOT);
        boolean isTime = lower.startsWith("current_timestamp") || lower.startsWith("current_datetime");
        boolean isMysql = out.database().isMysqlFamily();
        if (!isTime || (isMysql && lower.contains("on update"))) {
            return stripped;
        }
        Matcher precision = PRECISION.matcher(lower);
        return isMysql && precision.matches()
                ? "now(" + precision.group(1) + ")"
                : out.database().currentTime();
    }

    private String sequence(String name, boolean isNext) {
        String quoted = out.names().quote(out.names().name(name));
        return switch (out.database()) {
            case POSTGRESQL ->
                (isNext ? "nextval(" : "currval(") + out.dialect().literal(quoted) + ")";
            case SQLITE, MYSQL -> throw new NotConverted("the database has no sequences");
            default -> (isNext ? "next value for " : "previous value for ") + quoted;
        };
    }

    private String bytes(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        return out.database() == LiquibaseDatabase.POSTGRESQL ? "'\\x" + hex + "'::bytea" : "x'" + hex + "'";
    }

    /** Returns the SQL of a value. */
    String sql(Value value) {
        return value instanceof Value.Constant constant
                ? out.dialect().literal(constant.value())
                : ((Value.Expression) value).sql();
    }

    /**
     * Returns the default of a column.
     *
     * @param column the element with the attributes {@code defaultValue...}
     * @param type the type of the column; null if it is not known
     * @return null if the element states none
     */
    @Nullable
    DefaultValue defaultValue(ChangeNode column, @Nullable ColumnType type) {
        column.ignore(Set.of("defaultValueConstraintName"));
        String number = column.get("defaultValueNumeric");
        String bool = column.get("defaultValueBoolean");
        String date = column.get("defaultValueDate");
        String computed = column.get("defaultValueComputed");
        String next = column.get("defaultValueSequenceNext");
        String text = column.written("defaultValue");
        if (number != null) {
            return defaultOf(number(number));
        } else if (bool != null) {
            return DefaultValue.literal(ChangeNode.isTrue(bool));
        } else if (date != null) {
            return defaultOf(date(date));
        } else if (computed != null) {
            return DefaultValue.sql(computed(computed));
        } else if (next != null) {
            return DefaultValue.sql(sequence(next, true));
        } else if (text == null || text.equalsIgnoreCase("null")) {
            return null;
        }
        return defaultOf(typed(text, type));
    }

    private Value typed(String text, @Nullable ColumnType type) {
        Kind kind = type instanceof Portable portable ? portable.kind() : null;
        if (kind == Kind.BOOLEAN) {
            return new Value.Constant(ChangeNode.isTrue(text.replace("'", "")));
        }
        if (kind != null && kind.isNumber()) {
            return number(text);
        }
        boolean isTime = kind == Kind.DATE || kind == Kind.TIME || kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMPTZ;
        boolean isFunction = text.toLowerCase(Locale.ROOT).startsWith("current_timestamp") || text.endsWith("()");
        return isTime && isFunction ? new Value.Expression(computed(text)) : new Value.Constant(text);
    }

    private static @Nullable DefaultValue defaultOf(Value value) {
        if (value instanceof Value.Expression expression) {
            return DefaultValue.sql(expression.sql());
        }
        Object constant = ((Value.Constant) value).value();
        return constant == null ? null : DefaultValue.literal(constant);
    }
}
