package dev.trellis.hibernate;

import dev.trellis.schema.DefaultValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that an author appends to a column: {@code @Column(options = "default 0")}.
 *
 * @param defaultSql null for none
 * @param collation null for none
 */
record ColumnOptions(@Nullable String defaultSql, @Nullable String collation) {
    private static final ColumnOptions NONE = new ColumnOptions(null, null);
    private static final Pattern SHAPE = Pattern.compile(
            "\\s*(?:collate\\s+(?<collate>\"[^\"]+\"|[\\w.-]+))?\\s*(?:not\\s+null|null)?"
                    + "\\s*(?:default\\s+(?<default>.+?))?(?<!\\bnot)\\s*"
                    + "(?:collate\\s+(?<later>\"[^\"]+\"|[\\w.-]+))?\\s*(?:not\\s+null)?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)");

    /**
     * Reads the options of a column.
     *
     * @param column names the column in an error
     * @param options null for none
     * @throws EntityModelException {@code unknown_options} for anything but a default, a collation and NOT NULL
     */
    static ColumnOptions read(String column, @Nullable String options) {
        if (options == null || options.isBlank()) {
            return NONE;
        }
        Matcher shape = SHAPE.matcher(options);
        if (!shape.matches()) {
            throw EntityModelException.unknownOptions(
                    "column " + column, options, "Use default ... and collate ... only.");
        }
        String collation = shape.group("collate") == null ? shape.group("later") : shape.group("collate");
        return new ColumnOptions(shape.group("default"), collation == null ? null : collation.replace("\"", ""));
    }

    /** Returns the SQL as a constant if it is one, else as an expression; null for none and for {@code null}. */
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
