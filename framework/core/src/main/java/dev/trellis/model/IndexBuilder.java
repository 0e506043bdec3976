package dev.trellis.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes what is said of an index of a {@link JavaModel}; its parts in their order. */
public final class IndexBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<Object> parts = new ArrayList<>();

    IndexBuilder() {}

    Map<String, Object> fields() {
        fields.put("columns", parts);
        return fields;
    }

    /** Its name, as it is to be in the database; without it, the naming convention gives one. */
    public IndexBuilder named(String name) {
        return put("name", name);
    }

    /** A column as its next part, in ascending order. */
    public IndexBuilder column(String name) {
        return part(Map.of("column", name));
    }

    /** A column as its next part, in descending order. */
    public IndexBuilder descending(String column) {
        return part(Map.of("column", column, "order", "desc"));
    }

    /** The value of an expression as its next part, the same SQL in every database. */
    public IndexBuilder expression(String sql) {
        return part(Map.of("expression", sql));
    }

    /** @param part the keys that DESIGN section 5 has for a part of an index: {@code column, order, nulls, opclass ...} */
    public IndexBuilder part(Map<String, ?> part) {
        parts.add(part);
        return this;
    }

    /** No two rows may be equal in it. */
    public IndexBuilder unique() {
        return put("unique", true);
    }

    /** The condition that the rows in it meet, the same SQL in every database; without it, all rows are in it. */
    public IndexBuilder where(String sql) {
        return put("where", sql);
    }

    /** Columns that it carries along without being sorted by them. */
    public IndexBuilder include(String... columns) {
        return put("include", List.of(columns));
    }

    /** @param method in the database's word: {@code gin} */
    public IndexBuilder using(String method) {
        return put("using", method);
    }

    /** Where it is unique, two NULLs count as equal. */
    public IndexBuilder nullsNotDistinct() {
        return put("nulls_not_distinct", true);
    }

    private IndexBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }
}
