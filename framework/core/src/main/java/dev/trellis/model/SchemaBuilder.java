package dev.trellis.model;

import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.SchemaException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Collects the tables, views and other definitions of a {@link JavaModel}. */
public final class SchemaBuilder {
    private final Map<String, Object> tables = new LinkedHashMap<>();
    private final Map<DefinitionKind, Map<String, Object>> definitions = new EnumMap<>(DefinitionKind.class);

    SchemaBuilder() {}

    /** Returns the keys and values of a model in YAML. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!tables.isEmpty() || definitions.isEmpty()) {
            fields.put("tables", tables);
        }
        definitions.forEach((kind, byName) -> fields.put(kind.plural(), byName));
        return fields;
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

    /**
     * Adds a view.
     *
     * @param name {@code name} or {@code schema.name}
     * @param query the query, or the complete {@code CREATE} statement
     * @throws SchemaException {@code already_exists}
     */
    public SchemaBuilder view(String name, String query) {
        return definition(DefinitionKind.VIEW, name, view -> view.sql(query));
    }

    /**
     * Adds a view, function, trigger or other definition.
     *
     * <pre>{@code
     * .definition(DefinitionKind.TRIGGER, "audit", trigger -> trigger
     *         .table("customer")
     *         .sql("sqlite", "create trigger audit after update on customer begin ... end")
     *         .sql("postgresql", "after update on customer for each row execute function audit()"))
     * }</pre>
     *
     * @param name {@code name} or {@code schema.name}; the name of a trigger or policy has no schema
     * @param content declares the SQL and the comment
     * @throws SchemaException {@code already_exists}
     */
    public SchemaBuilder definition(DefinitionKind kind, String name, Consumer<DefinitionBuilder> content) {
        DefinitionBuilder builder = new DefinitionBuilder(name);
        content.accept(builder);
        Map<String, Object> sameKind = definitions.computeIfAbsent(kind, none -> new LinkedHashMap<>());
        if (sameKind.putIfAbsent(builder.key(), builder.fields()) != null) {
            throw SchemaException.alreadyExists(kind.words(), name);
        }
        return this;
    }
}
