package dev.trellis.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets the parts of an index of a {@link JavaModel}, in their order, and its attributes. */
public final class IndexBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<Object> parts = new ArrayList<>();

    IndexBuilder() {}

    Map<String, Object> fields() {
        fields.put("columns", parts);
        return fields;
    }

    /** Sets the name; otherwise the naming convention determines it. */
    public IndexBuilder named(String name) {
        return put("name", name);
    }

    /** Adds a column in ascending order. */
    public IndexBuilder column(String name) {
        return part(Map.of("column", name));
    }

    /** Adds a column in descending order. */
    public IndexBuilder descending(String column) {
        return part(Map.of("column", column, "order", "desc"));
    }

    /** Adds an expression, the same for all databases. */
    public IndexBuilder expression(String sql) {
        return part(Map.of("expression", sql));
    }

    /**
     * Adds a part with all its attributes.
     *
     * @param part the keys of a part in YAML: {@code column} or {@code expression}; {@code order} ({@code asc},
     *     {@code desc}), {@code nulls} ({@code first}, {@code last}), {@code opclass}, {@code length}
     */
    public IndexBuilder part(Map<String, ?> part) {
        parts.add(part);
        return this;
    }

    /** Makes the index unique. */
    public IndexBuilder unique() {
        return put("unique", true);
    }

    /** Limits the index to the rows that meet a condition, the same for all databases. */
    public IndexBuilder where(String sql) {
        return put("where", sql);
    }

    /** Adds columns that the index stores but does not sort by. */
    public IndexBuilder include(String... columns) {
        return put("include", List.of(columns));
    }

    /**
     * Sets the index method.
     *
     * @param method the name of the method in the database, for example {@code gin}
     */
    public IndexBuilder using(String method) {
        return put("using", method);
    }

    /** Lets a unique index treat NULLs as equal. */
    public IndexBuilder nullsNotDistinct() {
        return put("nulls_not_distinct", true);
    }

    private IndexBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }
}
