package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The extensions, domains, sequences and functions of a model that do not exist yet, for a probe of the tables or definitions
 * that may use them. The objects of other schemas than the default schema are not included.
 */
final class PostgresqlPrerequisites {
    private static final Set<DefinitionKind> KINDS = EnumSet.of(
            DefinitionKind.EXTENSION, DefinitionKind.DOMAIN, DefinitionKind.SEQUENCE, DefinitionKind.FUNCTION);

    private final Connection connection;
    private final String defaultSchema;
    private final List<Definition> definitions;
    private final PostgresqlDdl ddl;

    private PostgresqlPrerequisites(
            Connection connection, String defaultSchema, List<Definition> definitions, PostgresqlDdl ddl) {
        this.connection = connection;
        this.defaultSchema = defaultSchema;
        this.definitions = definitions;
        this.ddl = ddl;
    }

    static PostgresqlPrerequisites of(
            PostgresqlDialect dialect, Connection connection, String defaultSchema, Schema desired, Schema actual) {
        Set<TableName> present = actual.definitions().keySet().stream()
                .filter(name -> KINDS.contains(name.kind()))
                .map(name -> name.name())
                .collect(Collectors.toSet());
        List<Definition> missing = desired.definitions().values().stream()
                .filter(definition -> KINDS.contains(definition.kind())
                        && definition.sql().in(PostgresqlDialect.NAME) != null
                        && !present.contains(definition.name().name())
                        && (definition.name().name().schema() == null
                                || definition.name().name().schema().equals(defaultSchema)))
                .toList();
        return new PostgresqlPrerequisites(
                connection,
                defaultSchema,
                missing,
                new PostgresqlDdl(dialect, Catalog.ofSchema(Schema.EMPTY), ignored -> {}));
    }

    /**
     * Creates the objects in a schema that is searched first; a caller rolls this back. An object that the server rejects is
     * left out, because the probe of the definitions reports it.
     */
    void create() throws SQLException {
        if (definitions.isEmpty() || !PostgresqlProbeSchemas.mayCreate(connection)) {
            return;
        }
        Set<TableName> names = definitions.stream()
                .map(definition -> TableName.of(definition.name().name().name()))
                .collect(Collectors.toSet());
        PostgresqlProbeSchemas schemas = new PostgresqlProbeSchemas(connection, defaultSchema, names);
        schemas.create();
        for (Definition definition : definitions) {
            PostgresqlTrial.refusal(connection, schemas.rewritten(ddl.createStatement(definition)));
        }
    }
}
