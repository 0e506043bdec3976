package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Query;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code pg_catalog} with the {@link PostgresqlQueries} and the {@link PostgresqlDefinitions}; each query runs once for
 * all tables.
 */
final class PostgresqlInspector {
    private final Connection connection;

    PostgresqlInspector(Connection connection) {
        this.connection = connection;
    }

    /** Reads the default schema and further ones. */
    Schema schema(List<String> further) throws SQLException {
        String defaultSchema = defaultSchema();
        Set<String> schemas = new LinkedHashSet<>(further);
        schemas.add(defaultSchema);
        Schema read = read(defaultSchema, schemas, null)
                .withDefinitions(new PostgresqlDefinitions(connection, defaultSchema).all(schemas));
        return further.isEmpty() ? read : read.withSchemas(existing(further));
    }

    private Set<String> existing(List<String> schemas) throws SQLException {
        Set<String> existing = new LinkedHashSet<>();
        query(
                PostgresqlQueries.SCHEMAS,
                List.of(connection.createArrayOf("text", schemas.toArray())),
                row -> existing.add(row.getString(1)));
        return existing;
    }

    /** Reads the connection's temporary schema as if it were the default schema. */
    Schema temporary() throws SQLException {
        String[] name = new String[1];
        query(PostgresqlQueries.TEMPORARY_SCHEMA, List.of(), row -> name[0] = row.getString(1));
        return name[0] == null ? Schema.EMPTY : read(name[0], Set.of(name[0]), null);
    }

    Optional<Table> table(TableName name) throws SQLException {
        String defaultSchema = defaultSchema();
        String schema = Objects.requireNonNullElse(name.schema(), defaultSchema);
        return read(defaultSchema, Set.of(schema), name.name()).tables().values().stream()
                .findFirst()
                .map(table -> table.name().equals(name) ? table : table.withName(name));
    }

    Optional<Enumeration> enumeration(TableName name) throws SQLException {
        String defaultSchema = defaultSchema();
        TableName wanted = Objects.equals(name.schema(), defaultSchema) ? TableName.of(name.name()) : name;
        return enumerations(defaultSchema).values().stream()
                .filter(type -> type.name().equals(wanted))
                .findFirst();
    }

    Map<TableName, List<String>> columnsOf(TableName enumeration) throws SQLException {
        String defaultSchema = defaultSchema();
        Map<TableName, List<String>> columns = new TreeMap<>();
        query(
                PostgresqlQueries.COLUMNS_OF_ENUM,
                List.of(Objects.requireNonNullElse(enumeration.schema(), defaultSchema), enumeration.name()),
                row -> columns.computeIfAbsent(
                                PostgresqlTables.name(defaultSchema, row.getString(1), row.getString(2)),
                                table -> new ArrayList<>())
                        .add(row.getString(3)));
        return columns;
    }

    /** Returns the default schema; empty if no schema of the search path exists. */
    String defaultSchema() throws SQLException {
        String[] schema = new String[1];
        query("SELECT current_schema()", List.of(), row -> schema[0] = row.getString(1));
        return schema[0] == null ? "" : schema[0];
    }

    private Map<Long, Enumeration> enumerations(String defaultSchema) throws SQLException {
        Map<Long, Enumeration> types = new TreeMap<>();
        query(
                PostgresqlQueries.ENUMS,
                List.of(),
                row -> types.put(
                        row.getLong(1),
                        new Enumeration(
                                PostgresqlTables.name(defaultSchema, row.getString(2), row.getString(3)),
                                strings(row.getArray(4)))));
        return types;
    }

    private Schema read(String defaultSchema, Set<String> schemas, @Nullable String table) throws SQLException {
        Array wanted = connection.createArrayOf("text", schemas.toArray());
        List<Object> scope = new ArrayList<>();
        scope.add(wanted);
        if (table != null) {
            scope.add(table);
        }
        PostgresqlTables tables = new PostgresqlTables(defaultSchema, enumerations(defaultSchema));
        query(forTable(PostgresqlQueries.TABLES, table), scope, tables::table);
        if (!tables.isEmpty()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            query(forTable(PostgresqlQueries.columns(version), table), scope, tables::column);
            query(forTable(PostgresqlQueries.CONSTRAINTS, table), scope, tables::constraint);
            query(forTable(PostgresqlQueries.indexes(version), table), scope, tables::index);
        }
        return tables.schema(schemas);
    }

    private static String forTable(String query, @Nullable String table) {
        return table == null ? query : PostgresqlQueries.forOneTable(query);
    }

    private void query(String sql, List<? extends @Nullable Object> parameters, Query.Row row) throws SQLException {
        Query.each(connection, sql, parameters, row);
    }

    static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
