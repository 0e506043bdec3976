package dev.trellis.hibernate;

import dev.trellis.schema.DefaultValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that an author appends to a column, as in {@code @Column(options = "default 0")}, or writes after the type of a
 * {@code columnDefinition}.
 *
 * @param defaultSql the SQL of the default; null for no default
 * @param collation the collation; null if the options name none
 * @param check the condition of a check; null for no check
 * @param onUpdate the expression after ON UPDATE; null without ON UPDATE
 */
record ColumnOptions(
        @Nullable String defaultSql,
        @Nullable String collation,
        boolean notNull,
        boolean unique,
        @Nullable String check,
        @Nullable String onUpdate) {
    static final ColumnOptions NONE = new ColumnOptions(null, null, false, false, null, null);
    private static final Pattern COLLATION = Pattern.compile("\"([^\"]+)\"|`([^`]+)`|([\\w.-]+)");
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)");

    /**
     * Reads the options of a column.
     *
     * @param column names the column in an error
     * @param options the SQL of the options; null for no options
     * @throws EntityModelException {@code unknown_options} for anything but a default, a collation, NOT NULL, ON UPDATE, UNIQUE
     *     and CHECK
     */
    static ColumnOptions read(String column, @Nullable String options) {
        if (options == null || options.isBlank()) {
            return NONE;
        }
        ColumnOptions read = NONE;
        for (ColumnClauses.Clause clause : ColumnClauses.of(options)) {
            ColumnOptions with = read.with(clause.word(), clause.rest());
            if (with == null) {
                throw EntityModelException.unknownOptions(
                        "column " + column,
                        options,
                        "Use default ..., on update ..., collate ..., not null, unique and check (...) only.");
            }
            read = with;
        }
        return read;
    }

    /** Returns the options with another default; a null removes the default. */
    ColumnOptions withDefault(@Nullable String value) {
        return new ColumnOptions(value, collation, notNull, unique, check, onUpdate);
    }

    /** Returns the options with one more option; null if that option is unknown. */
    private @Nullable ColumnOptions with(String word, String rest) {
        return switch (word) {
            case "default" ->
                rest.isEmpty() ? null : new ColumnOptions(rest, collation, notNull, unique, check, onUpdate);
            case "collate" ->
                COLLATION.matcher(rest).matches()
                        ? new ColumnOptions(defaultSql, rest.replaceAll("[\"`]", ""), notNull, unique, check, onUpdate)
                        : null;
            case "on update" ->
                rest.isEmpty() ? null : new ColumnOptions(defaultSql, collation, notNull, unique, check, rest);
            case "null" -> rest.isEmpty() ? this : null;
            case "not null" ->
                rest.isEmpty() ? new ColumnOptions(defaultSql, collation, true, unique, check, onUpdate) : null;
            case "unique" ->
                rest.isEmpty() ? new ColumnOptions(defaultSql, collation, notNull, true, check, onUpdate) : null;
            case "check" ->
                rest.startsWith("(") && rest.endsWith(")")
                        ? new ColumnOptions(
                                defaultSql,
                                collation,
                                notNull,
                                unique,
                                rest.substring(1, rest.length() - 1).strip(),
                                onUpdate)
                        : null;
            default -> null;
        };
    }

    /**
     * Returns the default value: a constant if the SQL is a constant, else an expression; null without SQL and for the SQL
     * {@code null}.
     */
    static @Nullable DefaultValue defaultValue(@Nullable String sql) {
        if (sql == null || sql.isBlank() || sql.strip().equalsIgnoreCase("null")) {
            return null;
        }
        String expression = sql.strip();
        Matcher text = TEXT.matcher(expression);
        if (text.matches()) {
            return DefaultValue.literal(text.group(1).replace("''", "'"));
        }
        if (NUMBER.matcher(expression).matches()) {
            return DefaultValue.literal(new BigDecimal(expression));
        }
        return switch (expression.toLowerCase(Locale.ROOT)) {
            case "true" -> DefaultValue.literal(true);
            case "false" -> DefaultValue.literal(false);
            default -> DefaultValue.sql(expression);
        };
    }
}
