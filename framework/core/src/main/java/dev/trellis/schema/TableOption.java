package dev.trellis.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option that the tables of one database may have, as its dialect declares it. A model states the option under {@code
 * options: {DIALECT: {NAME: VALUE}}}.
 *
 * @param name the key in models
 * @param words the permitted values of a {@link Kind#WORD}, in lower case; empty for any word
 * @param isPerColumn whether the value is a mapping from columns to values of the kind
 * @param initial the value of a table for which the option is not set, which inspection leaves out; null if there is none
 * @param fixed the advice for an option that the database cannot change after the table was created, in imperative
 *     sentences; null if the database can change it
 * @param definesColumns whether a table with this option may have no columns in a model, because the option implies them
 */
public record TableOption(
        String name,
        Kind kind,
        List<String> words,
        boolean isPerColumn,
        @Nullable Object initial,
        @Nullable String fixed,
        boolean definesColumns) {

    /** The kinds of values. */
    public enum Kind {
        /** True or false. */
        FLAG("true or false"),
        /** A number. */
        NUMBER("a number"),
        /** A word of letters, digits and underscores, which the SQL contains without quotes. */
        WORD("a word of letters, digits and underscores"),
        /** The name of an object of the database, which the SQL contains as a quoted identifier. */
        NAME("a name"),
        /** A text, which the SQL contains as a string. */
        TEXT("a text"),
        /** A clause of SQL. */
        SQL("SQL");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    public TableOption {
        words = List.copyOf(words);
    }

    private static TableOption of(String name, Kind kind, String... words) {
        return new TableOption(name, kind, List.of(words), false, null, null, false);
    }

    /** Declares an option whose value is true or false. */
    public static TableOption flag(String name) {
        return of(name, Kind.FLAG);
    }

    /** Declares an option whose value is a number. */
    public static TableOption number(String name) {
        return of(name, Kind.NUMBER);
    }

    /**
     * Declares an option whose value is a word.
     *
     * @param words the permitted words in lower case; none to permit every word of letters, digits and underscores
     */
    public static TableOption word(String name, String... words) {
        return of(name, Kind.WORD, words);
    }

    /** Declares an option whose value is the name of an object of the database. */
    public static TableOption name(String name) {
        return of(name, Kind.NAME);
    }

    /** Declares an option whose value is a text. */
    public static TableOption text(String name) {
        return of(name, Kind.TEXT);
    }

    /** Declares an option whose value is a clause of SQL. */
    public static TableOption sql(String name) {
        return of(name, Kind.SQL);
    }

    /** Returns the option with another name. */
    public TableOption withName(String value) {
        return new TableOption(value, kind, words, isPerColumn, initial, fixed, definesColumns);
    }

    /** Returns the option with a value for each column. */
    public TableOption perColumn() {
        return new TableOption(name, kind, words, true, initial, fixed, definesColumns);
    }

    /**
     * Returns the option with the value of a table for which the option is not set.
     *
     * @param value the value in canonical form
     */
    public TableOption initially(Object value) {
        return new TableOption(name, kind, words, isPerColumn, value, fixed, definesColumns);
    }

    /**
     * Returns the option as one that the database cannot change.
     *
     * @param advice what to write instead, in imperative sentences
     */
    public TableOption fixed(String advice) {
        return new TableOption(name, kind, words, isPerColumn, initial, advice, definesColumns);
    }

    /** Returns the option as one that implies the columns of the table. */
    public TableOption definingColumns() {
        return new TableOption(name, kind, words, isPerColumn, initial, fixed, true);
    }

    /** Returns a description of the permitted values, as messages contain it. */
    public String permitted() {
        return words.isEmpty() ? kind.words : String.join(", ", words);
    }

    /**
     * Returns a value as it is stored in a schema: a word with a list of permitted values in lower case, a number without
     * trailing zeros, SQL as an {@link SqlText}. Returns null for a value that the option does not permit.
     *
     * @param value a String, a Boolean or a BigDecimal; for an option {@linkplain #isPerColumn per column}, the value of
     *     one column
     * @param text the value as the author wrote it
     */
    public @Nullable Object accepted(Object value, String text) {
        return switch (kind) {
            case FLAG -> value instanceof Boolean ? value : null;
            case NUMBER -> value instanceof BigDecimal number ? plain(number) : null;
            case WORD -> word(text);
            case NAME, TEXT -> text.isBlank() ? null : text;
            case SQL -> text.isBlank() ? null : SqlText.of(text.strip());
        };
    }

    /**
     * Returns whether a value of a schema is one that {@link #accepted} returns, or for an option {@linkplain #isPerColumn per
     * column} a map from columns to such values and null.
     */
    public boolean permits(Object value) {
        if (isPerColumn != value instanceof Map) {
            return false;
        }
        return value instanceof Map<?, ?> columns
                ? columns.values().stream().allMatch(each -> each == null || permitsSingle(each))
                : permitsSingle(value);
    }

    private boolean permitsSingle(Object value) {
        return switch (kind) {
            case FLAG -> value instanceof Boolean;
            case NUMBER -> value instanceof BigDecimal;
            case WORD -> value instanceof String text && text.equals(word(text));
            case NAME, TEXT -> value instanceof String text && !text.isBlank();
            case SQL -> value instanceof SqlText;
        };
    }

    private @Nullable String word(String text) {
        if (words.isEmpty()) {
            boolean isWord = !text.isEmpty()
                    && text.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
            return isWord ? text : null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return words.contains(lower) ? lower : null;
    }

    /** Returns a number without trailing zeros and without an exponent, so that equal numbers are equal values. */
    public static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Finds an option by its name; null if there is none. */
    public static @Nullable TableOption find(List<TableOption> options, String name) {
        for (TableOption option : options) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        return null;
    }

    /** Returns whether a table with these options of a dialect may have no columns in a model. */
    public static boolean defineColumns(List<TableOption> declared, Map<String, ?> stated) {
        return declared.stream().anyMatch(option -> option.definesColumns() && stated.containsKey(option.name()));
    }
}
