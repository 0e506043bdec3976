package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Query;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.Definition;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of the {@link PostgresqlDefinitionProbe}, one for each schema of a model. Their names contain the number of the
 * server process, so that two sessions do not wait for each other.
 */
final class PostgresqlProbeSchemas {
    private final Connection connection;
    private final String defaultSchema;
    private final Set<TableName> names;
    /** The names of the schemas of the probe by the names of the real ones. */
    private final Map<String, String> probes = new LinkedHashMap<>();

    private final List<String> searchPath = new ArrayList<>();

    /**
     * Reads the search path.
     *
     * @param names the objects that the probe creates
     */
    PostgresqlProbeSchemas(Connection connection, String defaultSchema, Set<TableName> names) throws SQLException {
        this.connection = connection;
        this.defaultSchema = defaultSchema;
        this.names = names;
        String prefix = "trellis_probe_"
                + Query.strings(connection, "SELECT pg_catalog.pg_backend_pid()")
                        .get(0) + "_";
        probes.put(defaultSchema, prefix + 0);
        for (TableName name : names) {
            probes.computeIfAbsent(real(name.schema()), schema -> prefix + probes.size());
        }
        List<String> path = Query.strings(connection, "SELECT unnest(pg_catalog.current_schemas(false))");
        path.stream().filter(probes::containsKey).forEach(schema -> searchPath.add(probe(schema)));
        searchPath.addAll(path);
    }

    private String real(@Nullable String schema) {
        return Objects.requireNonNullElse(schema, defaultSchema);
    }

    private String probe(String schema) {
        return probes.getOrDefault(schema, schema);
    }

    /** Returns whether the user may create schemas. */
    static boolean mayCreate(Connection connection) throws SQLException {
        return Query.isTrue(
                connection, "SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')");
    }

    /**
     * Creates the schemas and lets the server search them first. Switches off the check of functions' bodies, which may
     * mention objects that do not exist yet. The caller rolls all of this back.
     */
    void create() throws SQLException {
        List<String> statements = new ArrayList<>();
        probes.values().forEach(schema -> statements.add("CREATE SCHEMA " + schema));
        statements.add("SET LOCAL search_path = "
                + searchPath.stream().map(PostgresqlDefinitionText::identifier).collect(Collectors.joining(", ")));
        statements.add("SET LOCAL check_function_bodies = off");
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join(";\n", statements));
        }
    }

    /** Returns a statement that names the schemas of the probe where it names the real schema of an object of the probe. */
    String rewritten(String statement) {
        StringBuilder text = new StringBuilder();
        List<SqlToken> tokens = PostgresqlExpressions.tokens(statement);
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            String replacement = token.kind() == SqlToken.Kind.STRING
                    ? rewrittenText(token)
                    : i + 2 < tokens.size() && tokens.get(i + 1).is(".")
                            ? probeOf(
                                    PostgresqlDefinitionText.name(token),
                                    PostgresqlDefinitionText.name(tokens.get(i + 2)))
                            : null;
            if (replacement != null) {
                text.append(statement, copied, token.start()).append(replacement);
                copied = token.end();
            }
        }
        return text.append(statement, copied, statement.length()).toString();
    }

    private @Nullable String probeOf(String schema, String name) {
        return probes.containsKey(schema)
                        && names.contains(new TableName(schema.equals(defaultSchema) ? null : schema, name))
                ? probe(schema)
                : null;
    }

    /** Returns a string that consists of a qualified name, as in {@code nextval('app.number')}, with the probe's schema. */
    private @Nullable String rewrittenText(SqlToken token) {
        if (!token.text().startsWith("'") || token.value().indexOf('.') < 0) {
            return null;
        }
        List<SqlToken> parts = PostgresqlExpressions.tokens(token.value());
        if (parts.size() != 3 || !parts.get(1).is(".")) {
            return null;
        }
        String probe =
                probeOf(PostgresqlDefinitionText.name(parts.get(0)), PostgresqlDefinitionText.name(parts.get(2)));
        return probe == null
                ? null
                : PostgresqlDialect.text(
                        probe + token.value().substring(parts.get(1).start()));
    }

    /** Returns the definitions in the schemas of the probe, with the names of the real schemas. */
    List<Definition> read() throws SQLException {
        return new PostgresqlDefinitions(connection, probe(defaultSchema))
                .inSchemas(probes.values()).stream().map(this::real).toList();
    }

    private Definition real(Definition definition) {
        String arguments = definition.name().arguments();
        return new Definition(
                definition
                        .name()
                        .withNames(this::real)
                        .withArguments(arguments == null ? null : withRealSchemas(arguments)),
                SqlText.of(withRealSchemas(definition.sql().toString())),
                definition.comment());
    }

    private TableName real(TableName name) {
        for (Map.Entry<String, String> each : probes.entrySet()) {
            if (each.getValue().equals(name.schema())) {
                return new TableName(each.getKey(), name.name());
            }
        }
        return name;
    }

    private String withRealSchemas(String text) {
        String result = text;
        for (Map.Entry<String, String> each : probes.entrySet()) {
            result = result.replace(each.getValue() + ".", PostgresqlDefinitionText.identifier(each.getKey()) + ".");
        }
        return result;
    }
}
