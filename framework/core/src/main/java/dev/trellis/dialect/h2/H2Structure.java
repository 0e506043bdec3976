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

/** What inspection tells of tables, and their triggers, their views' queries, and temporary tables that hide them. */
final class H2Structure {
    private static final String BESIDE = """
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
        CatalogSnapshot structure = new CatalogSnapshot();
        Map<String, TableName> wanted = new HashMap<>();
        String home = connection.getSchema();
        for (TableName name : tables) {
            String schema = name.schema() == null ? home : name.schema();
            wanted.put((schema + "." + name.name()).toLowerCase(Locale.ROOT), name);
            inspected
                    .table(name)
                    .or(() -> home.equalsIgnoreCase(name.schema())
                            ? inspected.table(TableName.of(name.name()))
                            : Optional.empty())
                    .ifPresent(table -> put(structure, name, table));
        }
        structure.read(connection, BESIDE, List.of(), name -> wanted.get(name.toLowerCase(Locale.ROOT)));
        return structure.parts();
    }

    private static void put(CatalogSnapshot structure, TableName name, Table table) {
        structure.put(name, "table", table.comment());
        table.columns().forEach(column -> structure.put(name, "column " + column.name(), column.toString()));
        if (table.primaryKey() != null) {
            structure.put(name, "primary key", table.primaryKey().toString());
        }
        table.uniques().forEach(each -> structure.put(name, "unique constraint " + each.name(), each.toString()));
        table.foreignKeys().forEach(each -> structure.put(name, "foreign key " + each.name(), each.toString()));
        table.checks().forEach(each -> structure.put(name, "check " + each.name() + " " + each.sql(), ""));
        table.indexes().forEach(each -> structure.put(name, "index " + each.name(), each.toString()));
    }
}
