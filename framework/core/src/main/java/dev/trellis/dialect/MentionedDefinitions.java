package dev.trellis.dialect;

import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the definitions that depend on a table by the names in their SQL, without a database. A view depends on a table or
 * view whose name it contains. A trigger or policy of the table depends on a column whose name it contains. A function
 * depends on nothing, because databases look up the names in a function when the function runs.
 */
final class MentionedDefinitions {
    private final Dialect dialect;
    private final Map<DefinitionName, Set<String>> words = new HashMap<>();
    private final Schema schema;

    private MentionedDefinitions(Schema schema, Dialect dialect) {
        this.schema = schema;
        this.dialect = dialect;
    }

    /**
     * Returns the dependent definitions in the order in which to create them.
     *
     * @param columns the columns that change; empty for the table as a whole
     */
    static List<DependentDefinition> of(Schema schema, TableName table, Set<String> columns, Dialect dialect) {
        if (schema.definitions().isEmpty()) {
            return List.of();
        }
        MentionedDefinitions mentioned = new MentionedDefinitions(schema, dialect);
        Set<DefinitionName> dependents = mentioned.views(table);
        for (DefinitionName name : schema.definitions().keySet()) {
            if (name.isOn(table) && columns.stream().anyMatch(column -> mentioned.mentions(name, column))) {
                dependents.add(name);
            }
        }
        return dependents.stream().map(mentioned::compiled).toList();
    }

    /** Returns the views that depend on a table, directly or through other views, in the order in which to create them. */
    private Set<DefinitionName> views(TableName table) {
        Set<DefinitionName> reached = new LinkedHashSet<>();
        Deque<TableName> relations = new ArrayDeque<>(List.of(table));
        while (!relations.isEmpty()) {
            for (DefinitionName name : mentioning(relations.remove())) {
                if (reached.add(name)) {
                    relations.add(name.name());
                }
            }
        }
        Set<DefinitionName> ordered = new LinkedHashSet<>();
        reached.forEach(name -> addAfterItsSources(name, reached, new HashSet<>(), ordered));
        return ordered;
    }

    private List<DefinitionName> mentioning(TableName relation) {
        return schema.definitions().keySet().stream()
                .filter(name -> isView(name) && !name.name().equals(relation) && mentions(name, relation.name()))
                .toList();
    }

    /** Adds a view after the views that it reads; {@code begun} ends the search if names form a cycle. */
    private void addAfterItsSources(
            DefinitionName name, Set<DefinitionName> views, Set<DefinitionName> begun, Set<DefinitionName> ordered) {
        if (ordered.contains(name) || !begun.add(name)) {
            return;
        }
        for (DefinitionName source : views) {
            if (!source.equals(name) && mentions(name, source.name().name())) {
                addAfterItsSources(source, views, begun, ordered);
            }
        }
        ordered.add(name);
    }

    private static boolean isView(DefinitionName name) {
        return switch (name.kind()) {
            case VIEW, MATERIALIZED_VIEW -> true;
            case EXTENSION, DOMAIN, SEQUENCE, FUNCTION, PROCEDURE, TRIGGER, POLICY -> false;
        };
    }

    private boolean mentions(DefinitionName name, String object) {
        return words.computeIfAbsent(name, this::wordsOf).contains(object.toLowerCase(Locale.ROOT));
    }

    private Set<String> wordsOf(DefinitionName name) {
        Definition definition = schema.definition(name).orElseThrow();
        String sql = definition.sql().in(dialect.name());
        return sql == null ? Set.of() : DefinitionText.words(sql, dialect.syntax());
    }

    private DependentDefinition compiled(DefinitionName name) {
        Definition definition = schema.definition(name).orElseThrow();
        List<String> drop = compiled(new DropDefinition(name), schema);
        return new DependentDefinition(
                name,
                String.join(";\n", drop),
                compiled(new CreateDefinition(definition), schema.withoutDefinition(name)));
    }

    private List<String> compiled(Operation operation, Schema before) {
        List<String> statements = new ArrayList<>();
        dialect.compile(List.of(operation), Catalog.ofSchema(before), statement -> statements.add(statement.sql()));
        return statements;
    }
}
