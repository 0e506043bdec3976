package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.postgresql.PostgresqlDefinitions.Address;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the definitions that depend on an object, and the statements that create definitions again exactly as they are.
 * Runs one query if no definition depends on the object, and otherwise at most five queries, however many definitions
 * depend on it.
 */
final class PostgresqlRecreation {
    private static final String RELATION = "pg_class";
    private static final String RULE = "pg_rewrite";

    private final PostgresqlDialect dialect;
    private final Connection connection;
    private String defaultSchema = "";

    PostgresqlRecreation(PostgresqlDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * Returns the definitions that depend on columns of a table, directly or indirectly, in the order of creation.
     *
     * @param columns the columns; empty for the table as a whole
     */
    List<DependentDefinition> dependents(TableName table, Set<String> columns) throws SQLException {
        return dependents(start("TABLE", table, null, null, columns));
    }

    /** Returns the definitions that depend on a definition, directly or indirectly, in the order of creation. */
    List<DependentDefinition> dependents(DefinitionName name) throws SQLException {
        return dependents(start(name));
    }

    /** Returns the statements that drop a definition and create it again; empty if there is no such definition. */
    Optional<DependentDefinition> definition(DefinitionName name) throws SQLException {
        Set<Address> address = new LinkedHashSet<>();
        Query.each(
                connection,
                PostgresqlDependencyQueries.OBJECT,
                start(name),
                row -> address.add(new Address(row.getString(1), row.getLong(2))));
        return recreations(address).stream().findFirst();
    }

    private List<@Nullable Object> start(DefinitionName name) throws SQLException {
        return start(
                name.kind().name(),
                name.name(),
                name.table() == null ? null : name.table().name(),
                name.arguments(),
                Set.of());
    }

    private List<@Nullable Object> start(
            String kind, TableName name, @Nullable String table, @Nullable String arguments, Set<String> columns)
            throws SQLException {
        return Arrays.asList(
                kind,
                name.schema(),
                name.name(),
                table,
                arguments,
                connection.createArrayOf("text", columns.toArray()));
    }

    private List<DependentDefinition> dependents(List<@Nullable Object> start) throws SQLException {
        Map<Address, Set<Address>> edges = new LinkedHashMap<>();
        Query.each(
                connection,
                PostgresqlDependencyQueries.DEPENDENTS,
                start,
                row -> edges.computeIfAbsent(
                                new Address(row.getString(1), row.getLong(2)), object -> new LinkedHashSet<>())
                        .add(new Address(row.getString(3), row.getLong(4))));
        Set<Address> sorted = new LinkedHashSet<>();
        edges.keySet().forEach(object -> sort(object, edges, new LinkedHashSet<>(), sorted));
        return recreations(sorted);
    }

    /** Appends an object after the objects on which it depends. */
    private static void sort(Address object, Map<Address, Set<Address>> edges, Set<Address> open, Set<Address> sorted) {
        if (!sorted.contains(object) && edges.containsKey(object) && open.add(object)) {
            edges.getOrDefault(object, Set.of()).forEach(needed -> sort(needed, edges, open, sorted));
            sorted.add(object);
        }
    }

    /** Returns the definitions among the objects, in the order of the objects. */
    private List<DependentDefinition> recreations(Collection<Address> objects) throws SQLException {
        if (objects.isEmpty()) {
            return List.of();
        }
        defaultSchema = new PostgresqlInspector(connection).defaultSchema();
        // The reader omits no schema if the default schema is empty; the statements must not depend on the search path.
        PostgresqlDefinitions reader = new PostgresqlDefinitions(connection, "");
        Map<Address, Definition> definitions = reader.at(objects);
        Map<Address, List<String>> properties = properties(reader.oids(objects));
        Map<Address, DependentDefinition> rules = rules(reader.oids(objects), objects);
        List<DependentDefinition> recreations = new ArrayList<>();
        for (Address object : objects) {
            Definition definition = definitions.get(object);
            if (definition != null) {
                recreations.add(recreation(definition, properties.getOrDefault(object, List.of())));
            } else if (rules.containsKey(object)) {
                recreations.add(rules.get(object));
            }
        }
        return recreations;
    }

    private Map<Address, List<String>> properties(Array oids) throws SQLException {
        Map<Address, List<String>> properties = new HashMap<>();
        Query.each(
                connection,
                PostgresqlDependencyQueries.PROPERTIES,
                List.of(oids, oids, oids, oids),
                row -> properties
                        .computeIfAbsent(new Address(row.getString(1), row.getLong(2)), object -> new ArrayList<>())
                        .add(row.getString(3)));
        return properties;
    }

    /** Returns the rules of tables; the rules of a view are created with the view. */
    private Map<Address, DependentDefinition> rules(Array oids, Collection<Address> objects) throws SQLException {
        Map<Address, DependentDefinition> rules = new HashMap<>();
        if (objects.stream().noneMatch(object -> object.catalogue().equals(RULE))) {
            return rules;
        }
        Query.each(connection, PostgresqlDependencyQueries.RULES, List.of(oids), row -> {
            if (!objects.contains(new Address(RELATION, row.getLong(6)))) {
                TableName table = PostgresqlTables.name(defaultSchema, row.getString(2), row.getString(3));
                String drop = "DROP RULE " + dialect.quote(row.getString(4)) + " ON "
                        + quote(new TableName(row.getString(2), row.getString(3)));
                rules.put(
                        new Address(RULE, row.getLong(1)),
                        new DependentDefinition(
                                DefinitionName.on(DefinitionKind.TRIGGER, row.getString(4), table),
                                drop,
                                List.of(row.getString(5))));
            }
        });
        return rules;
    }

    private DependentDefinition recreation(Definition definition, List<String> properties) {
        DefinitionName name = definition.name();
        List<String> create = new ArrayList<>();
        create.add(definition.sql() + (name.kind() == DefinitionKind.MATERIALIZED_VIEW ? "\n  WITH NO DATA" : ""));
        create.addAll(properties);
        return new DependentDefinition(withoutDefaultSchema(name), "DROP " + described(name), create);
    }

    private DefinitionName withoutDefaultSchema(DefinitionName name) {
        return name.withNames(each -> PostgresqlNames.withoutDefaultSchema(each, defaultSchema));
    }

    private String described(DefinitionName name) {
        TableName table = name.table();
        String kind = name.kind().words().toUpperCase(Locale.ROOT) + " ";
        if (table != null) {
            return kind + dialect.quote(name.name().name()) + " ON " + quote(table);
        }
        return kind + quote(name.name()) + (name.arguments() == null ? "" : "(" + name.arguments() + ")");
    }

    private String quote(TableName name) {
        return Stream.of(Objects.requireNonNullElse(name.schema(), defaultSchema), name.name())
                .map(dialect::quote)
                .collect(Collectors.joining("."));
    }
}
