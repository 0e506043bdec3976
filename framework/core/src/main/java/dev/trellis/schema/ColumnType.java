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

/** The type of a column: portable, an enumeration, or a database's own. */
public sealed interface ColumnType {

    /** The words of the portable types, each with how many numbers may stand in its parentheses. */
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
        private final int least;
        private final int most;

        Kind(int least, int most) {
            this.least = least;
            this.most = most;
        }

        /** As a model writes it, lower case. */
        public String word() {
            return word;
        }

        /** Whether its values are texts that have a collation. */
        public boolean isText() {
            return this == CHAR || this == STRING || this == TEXT;
        }

        /** Whether its values are numbers, whole or not. */
        public boolean isNumber() {
            return switch (this) {
                case SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE -> true;
                default -> false;
            };
        }

        /** Whether the type holds whole numbers only. */
        public boolean isInteger() {
            return this == SMALLINT || this == INTEGER || this == BIGINT;
        }
    }

    /**
     * A portable type.
     *
     * @param lengthOrPrecision length, precision, or fractional digits of a second; null when not given
     * @param scale scale; null when not given
     */
    record Portable(
            Kind kind,
            @Nullable Integer lengthOrPrecision,
            @Nullable Integer scale) implements ColumnType {
        // What a record has by itself the JVM puts together at its first use, which is milliseconds of every start.

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
     * An enumeration. Where the database has named types it is one; elsewhere it is as near to one as there is.
     *
     * @param name the type's name
     * @param values in their order; not empty
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
     * A database's own type, said for each database.
     *
     * @param sql dialect name, or {@code default}, to the type as that database writes it
     */
    record ByDialect(Map<String, String> sql) implements ColumnType {
        public ByDialect {
            sql = Collections.unmodifiableMap(new TreeMap<>(sql));
        }

        /** The text for a dialect; null when neither it nor a default is given. */
        public @Nullable String in(String dialect) {
            String own = sql.get(dialect);
            return own == null ? sql.get("default") : own;
        }

        @Override
        public String toString() {
            return sql.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /**
     * What an inspection found that no portable type stands for.
     *
     * @param sql the type as the database says it
     */
    record Native(String sql) implements ColumnType {
        @Override
        public String toString() {
            return sql;
        }
    }

    /** A type without numbers in parentheses. */
    static Portable of(Kind kind) {
        return new Portable(kind, null, null);
    }

    /** A type with one number in parentheses: a length, a precision, the digits of a second. */
    static Portable of(Kind kind, int first) {
        return new Portable(kind, first, null);
    }

    /** A type with two numbers in parentheses: precision and scale. */
    static Portable of(Kind kind, int first, int second) {
        return new Portable(kind, first, second);
    }

    /**
     * Reads a type as DESIGN section 5 writes it.
     *
     * @throws SchemaException when there is no such type
     */
    static ColumnType parse(String text) {
        return Parser.parse(text.strip());
    }

    /** Kept apart so that the interface stays a list of its members. */
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
            Kind alone = KINDS.get(text);
            if (alone != null && alone.least == 0) {
                return of(alone);
            }
            Matcher shape = SHAPE.matcher(text);
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
            if (numbers.size() < kind.least || numbers.size() > kind.most) {
                throw SchemaException.badType(
                        text,
                        kind.most == 0
                                ? "it takes no number"
                                : "it takes " + (kind.least == kind.most ? "" : "up to ") + kind.most + " number"
                                        + (kind.most == 1 ? "" : "s"));
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
            return enumeration(TableName.parse(inside.substring(0, colon).strip()), values);
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
