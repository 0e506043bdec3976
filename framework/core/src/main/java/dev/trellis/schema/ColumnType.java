package dev.trellis.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The type of a column: portable, an enumeration, or native to a database. */
public sealed interface ColumnType {

    /**
     * The kinds of portable types, each with the smallest and largest count of numbers in its parentheses: 0 and 2 for
     * {@code numeric}, {@code numeric(10)} and {@code numeric(10,2)}.
     */
    enum Kind {
        BOOLEAN(0, 0),
        SMALLINT(0, 0),
        INTEGER(0, 0),
        BIGINT(0, 0),
        NUMERIC(0, 2),
        REAL(0, 0),
        DOUBLE(0, 0),
        CHAR(1, 1),
        STRING(1, 1),
        TEXT(0, 0),
        BINARY(1, 1),
        BLOB(0, 0),
        DATE(0, 0),
        TIME(0, 0),
        TIMESTAMP(0, 1),
        TIMESTAMPTZ(0, 1),
        UUID(0, 0),
        JSON(0, 0);

        private final String word = name().toLowerCase(Locale.ROOT);
        private final int minNumbers;
        private final int maxNumbers;

        Kind(int minNumbers, int maxNumbers) {
            this.minNumbers = minNumbers;
            this.maxNumbers = maxNumbers;
        }

        /** Returns the lower-case word that models use. */
        public String word() {
            return word;
        }

        /** Returns whether the values of the type are texts with a collation. */
        public boolean isText() {
            return this == CHAR || this == STRING || this == TEXT;
        }

        /** Returns whether the values of the type are numbers. */
        public boolean isNumber() {
            return switch (this) {
                case SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE -> true;
                default -> false;
            };
        }

        /** Returns whether the values of the type are integers. */
        public boolean isInteger() {
            return this == SMALLINT || this == INTEGER || this == BIGINT;
        }
    }

    /**
     * A portable type.
     *
     * @param lengthOrPrecision the length, the precision, or the fractional digits of a second; null if not given
     * @param scale the scale; null if not given
     */
    record Portable(
            Kind kind,
            @Nullable Integer lengthOrPrecision,
            @Nullable Integer scale) implements ColumnType {
        // Hand-written: the generated equals and hashCode link through
        // invokedynamic, which costs milliseconds of every start.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Portable portable
                    && kind == portable.kind
                    && Objects.equals(lengthOrPrecision, portable.lengthOrPrecision)
                    && Objects.equals(scale, portable.scale);
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, lengthOrPrecision, scale);
        }

        @Override
        public String toString() {
            if (lengthOrPrecision == null) {
                return kind.word();
            }
            return kind.word() + "(" + lengthOrPrecision + (scale == null ? "" : "," + scale) + ")";
        }
    }

    /**
     * An enumeration: a named type where the database has named types, else the closest equivalent.
     *
     * @param name the type's name
     * @param values the values in their order; not empty
     */
    record Enumeration(TableName name, List<String> values) implements ColumnType {
        public Enumeration {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return "enum(" + name + ": " + String.join(", ", values) + ")";
        }
    }

    /**
     * A native type, written for each database.
     *
     * @param sql maps a dialect name, or {@code default}, to the type in that database's SQL
     */
    record ByDialect(Map<String, String> sql) implements ColumnType {
        public ByDialect {
            sql = Collections.unmodifiableMap(new TreeMap<>(sql));
        }

        /** Returns the type for a dialect, else the default; null if neither is given. */
        public @Nullable String in(String dialect) {
            String ofDialect = sql.get(dialect);
            return ofDialect == null ? sql.get("default") : ofDialect;
        }

        /** Returns whether the type under the key {@code default} is in the notation of models, such as {@code string(20)}. */
        public boolean isPortable() {
            String text = sql.get("default");
            if (text == null) {
                return false;
            }
            try {
                parse(text);
                return true;
            } catch (SchemaException notPortable) {
                return false;
            }
        }

        @Override
        public String toString() {
            return sql.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /**
     * An inspected type without a portable equivalent.
     *
     * @param sql the type in the database's SQL
     */
    record Native(String sql) implements ColumnType {
        @Override
        public String toString() {
            return sql;
        }
    }

    /** Returns a type without numbers in parentheses. */
    static Portable of(Kind kind) {
        return new Portable(kind, null, null);
    }

    /** Returns a type with one number in parentheses. */
    static Portable of(Kind kind, int lengthOrPrecision) {
        return new Portable(kind, lengthOrPrecision, null);
    }

    /** Returns a type with two numbers in parentheses. */
    static Portable of(Kind kind, int precision, int scale) {
        return new Portable(kind, precision, scale);
    }

    /**
     * Reads a type in the notation of models, for example {@code integer}, {@code string(20)}, {@code numeric(10, 2)} or
     * {@code enum(color: red, green)}.
     *
     * @throws SchemaException {@code unknown_type}
     */
    static ColumnType parse(String text) {
        return Parser.parse(text.strip());
    }

    /** The parser of the notation. */
    final class Parser {
        private static final Pattern SHAPE = Pattern.compile("([A-Za-z]+)\\s*(?:\\((.*)\\))?", Pattern.DOTALL);
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
        private static final Map<String, Kind> KINDS =
                Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::word, kind -> kind));
        private static final List<String> WORDS = words();

        private Parser() {}

        private static List<String> words() {
            List<String> words = new ArrayList<>();
            Arrays.stream(Kind.values()).map(Kind::word).forEach(words::add);
            words.add("enum");
            return List.copyOf(words);
        }

        private static ColumnType parse(String text) {
            Kind withoutNumbers = KINDS.get(text);
            if (withoutNumbers != null && withoutNumbers.minNumbers == 0) {
                return of(withoutNumbers);
            }
            Matcher shape = SHAPE.matcher(text);
            if (!shape.matches() && text.indexOf('(') >= 0 && text.indexOf(')') < 0) {
                throw SchemaException.cutType(text);
            }
            if (!shape.matches()) {
                throw SchemaException.unknownType(text, WORDS);
            }
            String word = shape.group(1);
            String inside = shape.group(2);
            if (word.equals("enum")) {
                return enumeration(text, inside);
            }
            Kind kind = KINDS.get(word);
            if (kind == null) {
                throw SchemaException.unknownType(text, WORDS);
            }
            List<Integer> numbers = numbers(text, inside);
            if (numbers.size() < kind.minNumbers || numbers.size() > kind.maxNumbers) {
                throw SchemaException.badType(
                        text,
                        kind.minNumbers == 1 && numbers.isEmpty()
                                ? "it needs a length, such as " + word + "(" + (kind == Kind.CHAR ? 2 : 255) + ")"
                                : kind.maxNumbers == 0
                                        ? "it takes no number"
                                        : "it takes " + (kind.minNumbers == kind.maxNumbers ? "" : "up to ")
                                                + kind.maxNumbers + " number" + (kind.maxNumbers == 1 ? "" : "s"));
            }
            return new Portable(
                    kind, numbers.isEmpty() ? null : numbers.get(0), numbers.size() < 2 ? null : numbers.get(1));
        }

        private static List<Integer> numbers(String text, @Nullable String inside) {
            List<Integer> numbers = new ArrayList<>();
            if (inside != null) {
                for (String part : inside.split(",", -1)) {
                    if (!NUMBER.matcher(part.strip()).matches()) {
                        throw SchemaException.badType(text, "'" + part.strip() + "' is not a number");
                    }
                    numbers.add(Integer.valueOf(part.strip()));
                }
            }
            return numbers;
        }

        private static ColumnType enumeration(String text, @Nullable String inside) {
            int colon = inside == null ? -1 : inside.indexOf(':');
            if (inside == null || colon < 0) {
                throw SchemaException.badType(text, "an enum is written enum(name: value, value)");
            }
            List<String> values = Arrays.stream(inside.substring(colon + 1).split(",", -1))
                    .map(String::strip)
                    .toList();
            if (values.stream().anyMatch(Parser::isQuoted)) {
                throw SchemaException.badType(
                        text,
                        "the quotes would belong to the values",
                        "Write the values without quotes, or, for values with quotes or commas: "
                                + "{enum: {name: color, values: [\"it's red\", green]}}");
            }
            return enumeration(TableName.parse(inside.substring(0, colon).strip()), values);
        }

        private static boolean isQuoted(String value) {
            char first = value.isEmpty() ? ' ' : value.charAt(0);
            return (first == '\'' || first == '"') && value.length() > 1 && value.charAt(value.length() - 1) == first;
        }

        private static Enumeration enumeration(TableName name, List<String> values) {
            if (values.stream().anyMatch(String::isEmpty)
                    || values.stream().distinct().count() < values.size()) {
                throw SchemaException.badType(
                        "enum(" + name + ": ...)", "its values must be different from each other and not empty");
            }
            return new Enumeration(name, values);
        }
    }
}
