package dev.trellis.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the elements and attributes of an EXCLUDE constraint of a {@link JavaModel}. */
public final class ExcludeBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<Map<String, Object>> elements = new ArrayList<>();

    ExcludeBuilder(String name) {
        fields.put("name", name);
        fields.put("elements", elements);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /**
     * Adds a column.
     *
     * @param operator the operator that compares the values of two rows, such as {@code =}
     */
    public ExcludeBuilder column(String name, String operator) {
        elements.add(Map.of("column", name, "with", operator));
        return this;
    }

    /**
     * Adds an expression.
     *
     * @param operator the operator that compares the values of two rows, such as {@code &&}
     */
    public ExcludeBuilder expression(String sql, String operator) {
        elements.add(Map.of("expression", sql, "with", operator));
        return this;
    }

    /** Sets the index method by the database's name for it, such as {@code gist}. */
    public ExcludeBuilder using(String method) {
        return put("using", method);
    }

    /** Restricts the constraint to the rows for which a condition is true. */
    public ExcludeBuilder where(String sql) {
        return put("where", sql);
    }

    /** Lets transactions postpone the check to their end. */
    public ExcludeBuilder deferrable() {
        return put("deferrable", true);
    }

    /** Lets transactions postpone the check to their end, and postpones it by default. */
    public ExcludeBuilder initiallyDeferred() {
        return put("deferrable", true).put("initially", "deferred");
    }

    private ExcludeBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }
}
