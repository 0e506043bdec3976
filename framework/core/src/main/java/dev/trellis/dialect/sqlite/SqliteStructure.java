package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads catalogue snapshots: the stored SQL of tables, of their indexes and triggers, and of views. A temporary table and
 * temporary triggers are parts of the table that they hide or belong to.
 */
final class SqliteStructure {
    private static final String ALL = """
            SELECT CASE type WHEN 'view' THEN name ELSE tbl_name END, type || ' ' || name, sql
            FROM main.sqlite_master
            UNION ALL
            SELECT tbl_name, 'temporary ' || type || ' ' || name, sql FROM sqlite_temp_master
            """;

    private SqliteStructure() {}

    static Map<TableName, Map<String, String>> of(Connection connection, Collection<TableName> tables)
            throws SQLException {
        Map<String, TableName> requested = new HashMap<>();
        tables.forEach(table -> requested.put(SqliteTokens.fold(table.name()), table));
        CatalogSnapshot snapshot = new CatalogSnapshot();
        snapshot.read(connection, ALL, List.of(), name -> requested.get(SqliteTokens.fold(name)));
        return snapshot.parts();
    }
}
