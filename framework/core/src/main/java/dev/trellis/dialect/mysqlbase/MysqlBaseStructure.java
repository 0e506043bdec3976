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
 * What tables say of themselves, and their triggers; a temporary table of the same name speaks in the place of the one it
 * hides.
 *
 * <p>A table is the same one as long as it was created at the same second, which every user is told and TRUNCATE leaves as
 * it is; whatever rebuilds a table changes it. InnoDB's number of a table would not tell TRUNCATE from DROP and CREATE, and
 * asks for a privilege. One that is made again within the second in which it was first made goes unnoticed.
 */
final class MysqlBaseStructure {
    /** Bound to one database each, because else the server opens the tables of all of them. */
    private static final String BESIDE = """
            SELECT table_name, '%s', UNIX_TIMESTAMP(create_time) FROM information_schema.tables
            WHERE table_schema = ? AND engine = 'InnoDB'
            UNION ALL
            SELECT event_object_table, CONCAT('trigger ', trigger_name),
                   CONCAT_WS(' ', action_timing, event_manipulation, definer, sql_mode, action_statement)
            FROM information_schema.triggers WHERE trigger_schema = ?""".formatted(CatalogSnapshot.IDENTITY);

    private MysqlBaseStructure() {}

    static Map<TableName, Map<String, String>> of(Connection connection, Collection<TableName> tables)
            throws SQLException {
        CatalogSnapshot structure = new CatalogSnapshot();
        String own = String.valueOf(connection.getCatalog());
        Map<String, Map<String, TableName>> wanted = new HashMap<>();
        for (TableName table : tables) {
            String database = table.schema() == null ? own : table.schema();
            wanted.computeIfAbsent(database, none -> new HashMap<>()).put(table.name(), table);
            String text = ShowCreate.of(connection, "table", quoted(database) + "." + quoted(table.name()));
            if (text != null) {
                text.lines().forEach(line -> structure.put(table, line.strip().replaceFirst("[ ,]*$", ""), ""));
            }
        }
        for (Map.Entry<String, Map<String, TableName>> each : wanted.entrySet()) {
            String database = each.getKey();
            structure.read(connection, BESIDE, List.of(database, database), each.getValue()::get);
        }
        return structure.parts();
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
