package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The snapshot of tables: the lines of {@code SHOW CREATE TABLE}, and the triggers. A temporary table of the same name
 * appears in place of the table that it hides.
 *
 * <p>The identity of a table is the second of its creation. Every user may read it, TRUNCATE keeps it, and every rebuild of
 * the table changes it. InnoDB's number of a table is no alternative: it does not distinguish TRUNCATE from DROP and CREATE,
 * and reading it needs a privilege. A table that is dropped and created again within one second is not detected.
 */
final class MysqlBaseStructure {
    /** Each part names one database, because the server would otherwise open the tables of all databases. */
    private static final String IDENTITY_AND_TRIGGERS = """
            SELECT table_name, '%s', UNIX_TIMESTAMP(create_time) FROM information_schema.tables
            WHERE table_schema = ? AND engine = 'InnoDB'
            UNION ALL
            SELECT event_object_table, CONCAT('trigger ', trigger_name),
                   CONCAT_WS(' ', action_timing, event_manipulation, definer, sql_mode, action_statement)
            FROM information_schema.triggers WHERE trigger_schema = ?""".formatted(CatalogSnapshot.IDENTITY);

    private MysqlBaseStructure() {}

    /** Returns the parts of each table that exists. */
    static Map<TableName, Map<String, String>> of(Connection connection, Collection<TableName> tables)
            throws SQLException {
        CatalogSnapshot snapshot = new CatalogSnapshot();
        String defaultDatabase = String.valueOf(connection.getCatalog());
        Map<String, Map<String, TableName>> byDatabase = new HashMap<>();
        for (TableName table : tables) {
            String database = table.schema() == null ? defaultDatabase : table.schema();
            byDatabase.computeIfAbsent(database, none -> new HashMap<>()).put(table.name(), table);
            String text = ShowCreate.of(connection, "table", quoted(database) + "." + quoted(table.name()));
            if (text != null) {
                text.lines().forEach(line -> snapshot.put(table, line.strip().replaceFirst("[ ,]*$", ""), ""));
            }
        }
        for (Map.Entry<String, Map<String, TableName>> each : byDatabase.entrySet()) {
            String database = each.getKey();
            snapshot.read(connection, IDENTITY_AND_TRIGGERS, List.of(database, database), each.getValue()::get);
        }
        return snapshot.parts();
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
