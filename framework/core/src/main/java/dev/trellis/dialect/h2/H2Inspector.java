package dev.trellis.dialect.h2;

import dev.trellis.dialect.Query;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.schema.Column;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Index;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads schemas, each in about fifteen queries, or one table. */
final class H2Inspector {
    private H2Inspector() {}

    static Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        H2Scope scope = H2Scope.of(connection, null, null);
        List<Table> tables = new ArrayList<>(read(scope));
        List<Definition> definitions = new ArrayList<>(H2Definitions.of(scope));
        for (String schema : schemas) {
            if (!schema.equals(scope.schema())) {
                tables.addAll(read(scope.withSchema(schema)));
                definitions.addAll(H2Definitions.of(scope.withSchema(schema)));
            }
        }
        Schema read = Schema.of(tables).withDefinitions(definitions);
        return schemas.isEmpty() ? read : read.withSchemas(existing(scope, schemas));
    }

    private static List<String> existing(H2Scope scope, List<String> schemas) throws SQLException {
        List<String> names = Query.strings(scope.connection(), "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA");
        return schemas.stream()
                .filter(schema -> names.contains(schema)
                        || names.contains(scope.withSchema(schema).catalogSchema()))
                .toList();
    }

    static Optional<Table> table(Connection connection, TableName name) throws SQLException {
        return read(H2Scope.of(connection, name.schema(), name.name())).stream().findFirst();
    }

    private static List<Table> read(H2Scope scope) throws SQLException {
        Map<String, Table> tables = new LinkedHashMap<>();
        scope.query(
                "SELECT TABLE_NAME, REMARKS, TABLE_TYPE, STORAGE_TYPE, DATABASE_PATH() FROM INFORMATION_SCHEMA.TABLES",
                "TABLE_SCHEMA",
                " AND TABLE_TYPE IN ('BASE TABLE', 'GLOBAL TEMPORARY')",
                true,
                row -> tables.put(
                        row.getString(1),
                        Table.of(scope.tableName(scope.schema(), row.getString(1)), List.of())
                                .withComment(StandardCanonical.comment(row.getString(2)))
                                .withOptions(
                                        H2TableOptions.read(row.getString(3), row.getString(4), row.getString(5)))));
        if (tables.isEmpty()) {
            return List.of();
        }
        Map<String, List<Column>> columns = H2Columns.of(scope);
        H2Constraints constraints = new H2Constraints(scope);
        constraints.read();
        Map<String, List<Index>> indexes = H2Indexes.of(scope);
        List<Table> read = new ArrayList<>();
        tables.forEach((name, table) -> read.add(constraints
                .addTo(table.withColumns(columns.getOrDefault(name, List.of())), name)
                .withIndexes(indexes.getOrDefault(name, List.of()))));
        return read;
    }
}
