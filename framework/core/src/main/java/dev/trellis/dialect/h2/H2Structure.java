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
            SELECT event_object_schema || '.' || event_object_table, 'trigger ' || trigger_name,
                   COALESCE(java_class, '') || action_timing || event_manipulation || action_orientation
            FROM information_schema.triggers
            UNION ALL
            SELECT table_schema || '.' || table_name, 'view', view_definition FROM information_schema.views
            UNION ALL
            SELECT table_schema || '.' || table_name, 'temporary table', table_type FROM information_schema.tables
            WHERE table_type = 'LOCAL TEMPORARY'
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
