package dev.trellis.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of a partitioned table: each row is in the partition whose bound contains the row's key.
 *
 * @param parts the columns and expressions of the key, in order; not empty
 */
public record PartitionBy(Method method, List<Part> parts) {
    /** The ways to divide the rows of a table. */
    public enum Method {
        RANGE,
        LIST,
        HASH;

        /** Returns the name of the method in models: {@code range}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the method with this name in models, or empty. */
        public static Optional<Method> of(String word) {
            return Arrays.stream(values())
                    .filter(method -> method.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * A column or an expression of the key.
     *
     * @param column the column, or null for an expression
     * @param expression the expression, or null for a column
     */
    public record Part(@Nullable String column, @Nullable SqlText expression) {

        /** Returns a column of the key. */
        public static Part column(String name) {
            return new Part(name, null);
        }

        /** Returns an expression of the key. */
        public static Part expression(SqlText sql) {
            return new Part(null, sql);
        }
    }

    public PartitionBy {
        parts = List.copyOf(parts);
    }

    /** Returns the key with other parts. */
    public PartitionBy withParts(List<Part> value) {
        return new PartitionBy(method, value);
    }
}
