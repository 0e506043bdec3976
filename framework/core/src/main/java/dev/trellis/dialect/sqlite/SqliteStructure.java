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
 * The texts that SQLite keeps of tables, of their indexes and triggers, and of views. The table that a temporary one hides
 * has it among its parts, and so have temporary triggers their table.
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
        Map<String, TableName> wanted = new HashMap<>();
        tables.forEach(table -> wanted.put(SqliteTokens.fold(table.name()), table));
        CatalogSnapshot structure = new CatalogSnapshot();
        structure.read(connection, ALL, List.of(), name -> wanted.get(SqliteTokens.fold(name)));
        return structure.parts();
    }
}
