package dev.trellis.model;

import dev.trellis.schema.SchemaException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Collects the tables of a {@link JavaModel}. */
public final class SchemaBuilder {
    private final Map<String, Object> tables = new LinkedHashMap<>();

    SchemaBuilder() {}

    Map<String, Object> tables() {
        return tables;
    }

    /**
     * Adds a table.
     *
     * @param name {@code name} or {@code schema.name}
     * @param content declares the columns, constraints and indexes
     * @throws SchemaException {@code already_exists}
     */
    public SchemaBuilder table(String name, Consumer<TableBuilder> content) {
        TableBuilder builder = new TableBuilder();
        content.accept(builder);
        if (tables.putIfAbsent(name, builder.fields()) != null) {
            throw SchemaException.alreadyExists("table", name);
        }
        return this;
    }
}
