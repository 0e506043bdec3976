package dev.trellis.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the bound of a partition of a {@link JavaModel}. A value is a text, a number or a boolean; in a range also {@code
 * minvalue} or {@code maxvalue}.
 */
public final class PartitionBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    PartitionBuilder(String table) {
        fields.put("table", table);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** Sets the lower bound of a range, inclusive: one value for each part of the key. */
    public PartitionBuilder from(Object... values) {
        return put("from", List.of(values));
    }

    /** Sets the upper bound of a range, exclusive: one value for each part of the key. */
    public PartitionBuilder to(Object... values) {
        return put("to", List.of(values));
    }

    /** Sets the keys of a partition of a list. */
    public PartitionBuilder values(Object... values) {
        return put("values", List.of(values));
    }

    /** Sets the modulus and the remainder of a partition by hash value. */
    public PartitionBuilder hash(int modulus, int remainder) {
        return put("modulus", modulus).put("remainder", remainder);
    }

    /** Lets the partition contain all rows that no other partition contains. */
    public PartitionBuilder byDefault() {
        return put("default", true);
    }

    /** Sets the bound in SQL: {@code for values from (...) to (...)}. */
    public PartitionBuilder sql(String clause) {
        return put("sql", clause);
    }

    private PartitionBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }
}
