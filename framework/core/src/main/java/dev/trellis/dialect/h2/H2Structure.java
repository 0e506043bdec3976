package dev.trellis.dialect.h2;

import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads catalogue snapshots: inspected tables, their triggers, the queries of views, and temporary tables that hide a table. */
final class H2Structure {
    private static final String EXTRA_PARTS = """
            SELECT EVENT_OBJECT_SCHEMA || '.' || EVENT_OBJECT_TABLE, 'trigger ' || TRIGGER_NAME,
                   COALESCE(JAVA_CLASS, '') || ACTION_TIMING || EVENT_MANIPULATION || ACTION_ORIENTATION
            FROM INFORMATION_SCHEMA.TRIGGERS
            UNION ALL
            SELECT TABLE_SCHEMA || '.' || TABLE_NAME, 'view', VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS
            UNION ALL
            SELECT TABLE_SCHEMA || '.' || TABLE_NAME, 'temporary table', TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_TYPE = 'LOCAL TEMPORARY'
            """;

    private H2Structure() {}

    static Map<TableName, Map<String, String>> of(Connection connection, Schema inspected, Collection<TableName> tables)
            throws SQLException {
        CatalogSnapshot snapshot = new CatalogSnapshot();
        Map<String, TableName> requested = new HashMap<>();
        String defaultSchema = connection.getSchema();
        for (TableName name : tables) {
            String schema = name.schema() == null ? defaultSchema : name.schema();
            requested.put((schema + "." + name.name()).toLowerCase(Locale.ROOT), name);
            inspected
                    .table(name)
                    .or(() -> defaultSchema.equalsIgnoreCase(name.schema())
                            ? inspected.table(TableName.of(name.name()))
                            : Optional.empty())
                    .ifPresent(table -> put(snapshot, name, table));
        }
        snapshot.read(connection, EXTRA_PARTS, List.of(), name -> requested.get(name.toLowerCase(Locale.ROOT)));
        return snapshot.parts();
    }

    private static void put(CatalogSnapshot snapshot, TableName name, Table table) {
        snapshot.put(name, "table", table.comment());
        table.columns().forEach(column -> snapshot.put(name, "column " + column.name(), column.toString()));
        if (table.primaryKey() != null) {
            snapshot.put(name, "primary key", table.primaryKey().toString());
        }
        table.uniques().forEach(each -> snapshot.put(name, "unique constraint " + each.name(), each.toString()));
        table.foreignKeys().forEach(each -> snapshot.put(name, "foreign key " + each.name(), each.toString()));
        table.checks().forEach(each -> snapshot.put(name, "check " + each.name() + " " + each.sql(), ""));
        table.indexes().forEach(each -> snapshot.put(name, "index " + each.name(), each.toString()));
    }
}
