package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.dialect.Query;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The snapshot of tables: the lines of {@code SHOW CREATE TABLE}, the triggers, and the functions and sequences that the
 * lines and triggers mention. A temporary table of the same name appears in place of the table that it hides.
 *
 * <p>The identity of a table is the time of the table's creation, to the second. Every user may read this time, TRUNCATE
 * keeps it, and every rebuild of the table changes it. InnoDB's number of a table is no alternative: it does not distinguish
 * TRUNCATE from DROP and CREATE, and reading it needs a privilege. A table that is dropped and created again within one
 * second is not detected.
 */
final class MysqlBaseStructure {
    /** Each part of the query names one database, because the server would otherwise open the tables of all databases. */
    private static final String IDENTITY_AND_TRIGGERS = """
            SELECT table_name, '%s', UNIX_TIMESTAMP(create_time) FROM information_schema.tables
            WHERE table_schema = ? AND engine = 'InnoDB'
            UNION ALL
            SELECT event_object_table, CONCAT('trigger ', trigger_name),
                   CONCAT_WS(' ', action_timing, event_manipulation, definer, sql_mode, action_statement)
            FROM information_schema.triggers WHERE trigger_schema = ?""".formatted(CatalogSnapshot.IDENTITY);

    private static final String ROUTINES = """
            SELECT LOWER(r.routine_type), r.routine_name,
                   CONCAT_WS(' ', r.definer, r.security_type, r.sql_mode, r.is_deterministic, r.dtd_identifier,
                     (SELECT GROUP_CONCAT(CONCAT_WS(' ', p.parameter_mode, p.parameter_name, p.dtd_identifier) ORDER BY p.ordinal_position)
                      FROM information_schema.parameters p
                      WHERE p.specific_schema = r.routine_schema AND p.specific_name = r.specific_name),
                     r.routine_definition)
            FROM information_schema.routines r WHERE r.routine_schema = ?
            UNION ALL
            SELECT 'sequence', table_name, '' FROM information_schema.tables
            WHERE table_schema = ? AND table_type = 'SEQUENCE'""";

    private MysqlBaseStructure() {}

    /**
     * Returns the definitions of the parts of each table, such as columns and triggers; a table that does not exist is
     * left out.
     */
    static Map<TableName, Map<String, String>> of(Connection connection, Collection<TableName> tables)
            throws SQLException {
        CatalogSnapshot snapshot = new CatalogSnapshot();
        String defaultDatabase = String.valueOf(connection.getCatalog());
        Map<String, Map<String, TableName>> byDatabase = new HashMap<>();
        for (TableName table : tables) {
            String database = table.schema() == null ? defaultDatabase : table.schema();
            byDatabase.computeIfAbsent(database, none -> new HashMap<>()).put(table.name(), table);
            String text = ShowCreate.of(
                    connection,
                    "table",
                    MysqlBaseDialect.quoted(database) + "." + MysqlBaseDialect.quoted(table.name()));
            if (text != null) {
                text.lines().forEach(line -> snapshot.put(table, line.strip().replaceFirst("[ ,]*$", ""), ""));
            }
        }
        for (Map.Entry<String, Map<String, TableName>> each : byDatabase.entrySet()) {
            String database = each.getKey();
            snapshot.read(connection, IDENTITY_AND_TRIGGERS, List.of(database, database), each.getValue()::get);
        }
        for (String database : byDatabase.keySet()) {
            snapshot.addMentioned(routines(connection, database));
        }
        return snapshot.parts();
    }

    /** Returns the functions and procedures that triggers and views may call, and the sequences that defaults may read. */
    private static Map<String, String> routines(Connection connection, String database) throws SQLException {
        Map<String, String> definitions = new TreeMap<>();
        Query.each(connection, ROUTINES, List.of(database, database), row -> {
            String name = row.getString(2);
            String definition = row.getString(1).equals("sequence")
                    ? ShowCreate.of(
                            connection,
                            "table",
                            MysqlBaseDialect.quoted(database) + "." + MysqlBaseDialect.quoted(name))
                    : row.getString(3);
            definitions.put(row.getString(1) + ' ' + name, String.valueOf(definition));
        });
        return definitions;
    }
}
