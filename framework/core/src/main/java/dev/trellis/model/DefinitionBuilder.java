package dev.trellis.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the SQL of a view, function, trigger or other definition of a {@link JavaModel}. */
public final class DefinitionBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, String> byDialect = new LinkedHashMap<>();
    private @Nullable String table;
    private @Nullable String arguments;

    DefinitionBuilder(String name) {
        fields.put("name", name);
    }

    /** Returns a key that distinguishes the definition from others of the same kind and name. */
    String key() {
        return fields.get("name") + (table == null ? "" : " on " + table) + (arguments == null ? "" : arguments);
    }

    Map<String, Object> fields() {
        if (!byDialect.isEmpty()) {
            fields.put("sql", byDialect);
        }
        return fields;
    }

    /** Sets the SQL for all databases: the complete {@code CREATE} statement, or the part of it that follows the name. */
    public DefinitionBuilder sql(String sql) {
        return sql("default", sql);
    }

    /** Sets the SQL for one database; without SQL a database lacks the object. */
    public DefinitionBuilder sql(String dialect, String sql) {
        byDialect.put(dialect, sql);
        return this;
    }

    /** Sets the table of a trigger or policy: {@code name} or {@code schema.name}. */
    public DefinitionBuilder table(String name) {
        table = name;
        fields.put("table", name);
        return this;
    }

    /**
     * Sets the types of the arguments of a function or procedure, if the database has several of that name: {@code integer,
     * text}.
     */
    public DefinitionBuilder arguments(String types) {
        arguments = types;
        fields.put("arguments", types);
        return this;
    }

    /** Sets the comment. */
    public DefinitionBuilder comment(String text) {
        fields.put("comment", text);
        return this;
    }
}
