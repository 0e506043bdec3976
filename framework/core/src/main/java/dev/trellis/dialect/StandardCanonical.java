package dev.trellis.dialect;

import dev.trellis.schema.Identity;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableOption;
import dev.trellis.schema.TableOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Parts of the canonical form that several databases share. */
public final class StandardCanonical {
    private StandardCanonical() {}

    /** Returns a comment, or null for an empty one: databases do not distinguish an empty comment from none. */
    public static @Nullable String comment(@Nullable String comment) {
        return comment == null || comment.isEmpty() ? null : comment;
    }

    /**
     * Returns the SQL whose value a dialect assigns to a column on update, without white space around it; null if the SQL is
     * for other dialects only.
     */
    public static @Nullable SqlText onUpdate(@Nullable SqlText sql, String dialect) {
        String text = sql == null ? null : sql.in(dialect);
        return text == null ? null : SqlText.of(text.strip());
    }

    /**
     * Returns an identity without a start or increment that equals the database's default. The default increment is 1. The
     * default start is 1, or -1 with a negative increment.
     */
    public static Identity identity(Identity identity) {
        Long increment = identity.increment() == null || identity.increment() == 1 ? null : identity.increment();
        boolean isDefault = identity.start() != null && identity.start() == start(new Identity(false, null, increment));
        return new Identity(identity.always(), isDefault ? null : identity.start(), increment);
    }

    /**
     * Returns the option MINVALUE or MAXVALUE that an identity needs if its start is outside the default range; empty if the
     * identity needs neither.
     */
    public static List<String> limits(Identity identity) {
        boolean isDescending = identity.increment() != null && identity.increment() < 0;
        long start = start(identity);
        if (isDescending) {
            return start > -1 ? List.of("MAXVALUE " + start) : List.of();
        }
        return start < 1 ? List.of("MINVALUE " + start) : List.of();
    }

    /**
     * Returns the options of a table without those of other dialects, and without values that equal the initial value of
     * their option, because inspection leaves such values out.
     *
     * @param spelled converts a value to the form in which inspection reads it; receives the name of the option and the value
     *     (for a map by column, the value of one column)
     */
    public static TableOptions options(
            TableOptions options, Dialect dialect, BiFunction<String, Object, Object> spelled) {
        Map<String, Object> stated = options.of(dialect.name());
        if (stated.isEmpty()) {
            return options.byDialect().isEmpty() ? options : options.withByDialect(Map.of());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        List<TableOption> declared = dialect.tableOptions();
        stated.forEach((name, value) -> {
            TableOption option = TableOption.find(declared, name);
            Object initial = option == null ? null : option.initial();
            if (value instanceof Map) {
                Map<String, Object> columns = new LinkedHashMap<>();
                TableOptions.columns(value).forEach((column, each) -> {
                    Object canonical = spelled.apply(name, each);
                    if (!canonical.equals(initial)) {
                        columns.put(column, canonical);
                    }
                });
                if (!columns.isEmpty()) {
                    values.put(name, columns);
                }
            } else {
                Object canonical = spelled.apply(name, value);
                if (!canonical.equals(initial)) {
                    values.put(name, canonical);
                }
            }
        });
        return options.only(dialect.name(), values);
    }

    /** Returns the first number of an identity. */
    public static long start(Identity identity) {
        if (identity.start() != null) {
            return identity.start();
        }
        return identity.increment() != null && identity.increment() < 0 ? -1 : 1;
    }
}
