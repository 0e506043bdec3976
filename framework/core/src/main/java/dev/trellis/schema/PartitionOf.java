package dev.trellis.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a table as a partition of another table.
 *
 * @param table the partitioned table
 * @param bound the rows that the partition contains
 */
public record PartitionOf(TableName table, Bound bound) {

    /** The rows that a partition contains. */
    public sealed interface Bound permits Default, Range, Values, Hash, Sql {}

    /** All rows that no other partition contains. */
    public record Default() implements Bound {}

    /**
     * The rows from a key, inclusive, to a key, exclusive. A value is a String, a Boolean, a BigDecimal or a {@link Limit}.
     *
     * @param from the lower bound, one value for each part of the key
     * @param to the upper bound, one value for each part of the key
     */
    public record Range(List<Object> from, List<Object> to) implements Bound {
        public Range {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /** A bound of a range beyond all values. */
    public enum Limit {
        MINVALUE,
        MAXVALUE
    }

    /**
     * The rows with certain keys.
     *
     * @param values the keys: a String, a Boolean, a BigDecimal, or null for NULL
     */
    public record Values(List<@Nullable Object> values) implements Bound {
        public Values {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    /** The rows whose hash value has a remainder when it is divided by the modulus. */
    public record Hash(long modulus, long remainder) implements Bound {}

    /**
     * A bound as the author writes it in SQL: {@code for values from ('2026-01-01') to ('2027-01-01')}.
     *
     * @param sql the clause after the name of the partitioned table
     */
    public record Sql(String sql) implements Bound {}

    /** Returns the place in another partitioned table. */
    public PartitionOf withTable(TableName value) {
        return new PartitionOf(value, bound);
    }

    /** Returns the place with another bound. */
    public PartitionOf withBound(Bound value) {
        return new PartitionOf(table, value);
    }
}
