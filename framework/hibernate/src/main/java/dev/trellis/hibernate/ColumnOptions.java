package dev.trellis.hibernate;

import dev.trellis.schema.DefaultValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the author appends to a column in SQL's words: {@code @Column(options = "default 0")}.
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

    /** @param where what an error calls the column */
    static ColumnOptions read(String where, @Nullable String options) {
        if (options == null || options.isBlank()) {
            return NONE;
        }
        Matcher shape = SHAPE.matcher(options);
        if (!shape.matches()) {
            throw EntityModelException.unknownOptions(
                    "column " + where, options, "what can be said is: default ..., collate ...");
        }
        String collation = shape.group("collate") == null ? shape.group("later") : shape.group("collate");
        return new ColumnOptions(shape.group("default"), collation == null ? null : collation.replace("\"", ""));
    }

    /** A constant where the SQL is one, else the SQL; null for none and for {@code null}. */
    static @Nullable DefaultValue defaultValue(@Nullable String sql) {
        if (sql == null || sql.isBlank() || sql.strip().equalsIgnoreCase("null")) {
            return null;
        }
        String bare = sql.strip();
        Matcher text = TEXT.matcher(bare);
        if (text.matches()) {
            return DefaultValue.literal(text.group(1).replace("''", "'"));
        }
        if (NUMBER.matcher(bare).matches()) {
            return DefaultValue.literal(new BigDecimal(bare));
        }
        return switch (bare.toLowerCase(Locale.ROOT)) {
            case "true" -> DefaultValue.literal(true);
            case "false" -> DefaultValue.literal(false);
            default -> DefaultValue.sql(bare);
        };
    }
}
