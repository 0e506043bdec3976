package dev.trellis.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a table that only some databases have: partitions, inheritance, EXCLUDE constraints, and options such as
 * the storage engine.
 *
 * @param partitionBy the key of a partitioned table; null for a table that is not partitioned
 * @param partitionOf the place of a partition in its partitioned table; null for a table that is not a partition
 * @param inherits the tables whose columns the table inherits, in order
 * @param excludes the EXCLUDE constraints; their names are distinct
 * @param byDialect the values of the {@linkplain TableOption options} that are stated, by dialect and name, in the order
 *     written. A value is a String, a Boolean, a BigDecimal, an {@link SqlText} for a clause of SQL, or a map from columns
 *     to such values. A comparison leaves other options alone.
 */
public record TableOptions(
        @Nullable PartitionBy partitionBy,
        @Nullable PartitionOf partitionOf,
        List<TableName> inherits,
        List<Exclude> excludes,
        Map<String, Map<String, Object>> byDialect) {

    /** The options of an ordinary table. */
    public static final TableOptions NONE = new TableOptions(null, null, List.of(), List.of(), Map.of());

    public TableOptions {
        inherits = List.copyOf(inherits);
        excludes = List.copyOf(excludes);
        byDialect = copy(byDialect);
    }

    private static Map<String, Map<String, Object>> copy(Map<String, Map<String, Object>> byDialect) {
        if (byDialect.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
        byDialect.forEach((dialect, options) -> {
            if (!options.isEmpty()) {
                copy.put(dialect, Collections.unmodifiableMap(new LinkedHashMap<>(options)));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    /** Returns the stated options of a dialect; empty if none is stated. */
    public Map<String, Object> of(String dialect) {
        return byDialect.getOrDefault(dialect, Map.of());
    }

    /** Returns the tables on which the definition of the table depends: the partitioned table and the inherited tables. */
    public List<TableName> parents() {
        if (partitionOf == null) {
            return inherits;
        }
        List<TableName> parents = new ArrayList<>(inherits);
        parents.add(partitionOf.table());
        return parents;
    }

    /** Returns whether the table has columns, constraints or indexes of another table, which its own lists omit. */
    public boolean hasParents() {
        return partitionOf != null || !inherits.isEmpty();
    }

    /** Returns the options with another partition key; null for a table that is not partitioned. */
    public TableOptions withPartitionBy(@Nullable PartitionBy value) {
        return new TableOptions(value, partitionOf, inherits, excludes, byDialect);
    }

    /** Returns the options with another place as a partition; null for a table that is not a partition. */
    public TableOptions withPartitionOf(@Nullable PartitionOf value) {
        return new TableOptions(partitionBy, value, inherits, excludes, byDialect);
    }

    /** Returns the options with other inherited tables. */
    public TableOptions withInherits(List<TableName> value) {
        return new TableOptions(partitionBy, partitionOf, value, excludes, byDialect);
    }

    /** Returns the options with other EXCLUDE constraints. */
    public TableOptions withExcludes(List<Exclude> value) {
        return new TableOptions(partitionBy, partitionOf, inherits, value, byDialect);
    }

    /** Returns the options with other values for all dialects. */
    public TableOptions withByDialect(Map<String, Map<String, Object>> value) {
        return new TableOptions(partitionBy, partitionOf, inherits, excludes, value);
    }

    /** Returns the options with the values of one dialect only. */
    public TableOptions only(String dialect, Map<String, Object> values) {
        return withByDialect(values.isEmpty() ? Map.of() : Map.of(dialect, values));
    }

    /**
     * Returns the options with some values changed.
     *
     * @param changes the new values by dialect and name; null removes a value. In a map by column, only the columns in the
     *     map change, and a null removes the value of a column.
     */
    public TableOptions changed(Map<String, ? extends Map<String, ? extends @Nullable Object>> changes) {
        Map<String, Map<String, Object>> next = new LinkedHashMap<>(byDialect);
        changes.forEach((dialect, values) -> {
            Map<String, Object> options = new LinkedHashMap<>(of(dialect));
            values.forEach((name, value) -> put(options, name, changed(options.get(name), value)));
            next.put(dialect, options);
        });
        return withByDialect(next);
    }

    private static @Nullable Object changed(@Nullable Object before, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> columns)) {
            return value;
        }
        Map<String, Object> next = new LinkedHashMap<>(columns(before));
        columns.forEach((column, each) -> put(next, (String) column, each));
        return next.isEmpty() ? null : Collections.unmodifiableMap(next);
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    /**
     * Returns the values of a per-column option, such as {@code storage}, by column. The map is mutable. It is empty if the
     * value is null or is not a map.
     */
    public static Map<String, Object> columns(@Nullable Object value) {
        Map<String, Object> byColumn = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> columns) {
            columns.forEach((column, each) -> put(byColumn, (String) column, each));
        }
        return byColumn;
    }

    // Hand-written, as in TableName: the generated methods cost milliseconds of each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TableOptions that
                        && Objects.equals(partitionBy, that.partitionBy)
                        && Objects.equals(partitionOf, that.partitionOf)
                        && inherits.equals(that.inherits)
                        && excludes.equals(that.excludes)
                        && byDialect.equals(that.byDialect));
    }

    @Override
    public int hashCode() {
        return Objects.hash(partitionBy, partitionOf, inherits, excludes, byDialect);
    }
}
