package dev.trellis.dialect.mysqlfamily;

import dev.trellis.dialect.Structure;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlAction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code SHOW CREATE} says of a thing. One statement of DDL takes effect whole or not at all. */
final class FamilyDefinition {
    private static final Set<String> SHOWN =
            Set.of("event", "function", "procedure", "sequence", "table", "trigger", "view");
    /** No such table, view or sequence; no such trigger, routine, event; not one of that kind. */
    private static final Set<Integer> ABSENT = Set.of(1146, 1347, 1360, 1305, 1539, 4089, 4091);

    private FamilyDefinition() {}

    static @Nullable String of(Connection connection, SqlAction action) throws SQLException {
        boolean index = "index".equals(action.kind());
        String kind = index ? "table" : String.valueOf(action.kind());
        String name = index ? action.table() : action.name();
        if (name == null || !SHOWN.contains(kind)) {
            return null;
        }
        return shown(connection, kind, name);
    }

    /** What a table says of itself, and its triggers; a temporary one of the same name speaks in its place. */
    static Map<TableName, Map<String, String>> structure(Connection connection, Collection<TableName> tables)
            throws SQLException {
        Structure structure = new Structure();
        for (TableName table : tables) {
            String name = (table.schema() == null ? "" : quoted(table.schema()) + ".") + quoted(table.name());
            String text = shown(connection, "table", name);
            if (!text.isEmpty()) {
                for (String line : text.split("\n", -1)) {
                    String part = line.strip().replaceFirst("[ ,]*$", "");
                    structure.put(table, part, "");
                }
            }
        }
        structure.read(connection, """
                SELECT CONCAT(event_object_schema, '.', event_object_table), CONCAT('trigger ', trigger_name),
                       CONCAT(action_timing, ' ', event_manipulation, ' ', action_statement)
                FROM information_schema.triggers""", List.of(), owner(connection, tables));
        return structure.parts();
    }

    private static Function<String, @Nullable TableName> owner(Connection connection, Collection<TableName> tables)
            throws SQLException {
        Map<String, TableName> owners = new HashMap<>();
        for (TableName table : tables) {
            String schema = table.schema() == null ? connection.getCatalog() : table.schema();
            owners.put(schema + "." + table.name(), table);
        }
        return owners::get;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String shown(Connection connection, String kind, String name) throws SQLException {
        String sql = "SHOW CREATE " + kind.toUpperCase(Locale.ROOT) + " " + name;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            StringBuilder text = new StringBuilder();
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int i = 2; i <= columns; i++) {
                    boolean created = row.getMetaData().getColumnLabel(i).equals("Created");
                    text.append(created ? "" : row.getString(i)).append('\n');
                }
            }
            return text.toString().replaceAll(" AUTO_INCREMENT=\\d+", "");
        } catch (SQLException e) {
            if (ABSENT.contains(e.getErrorCode())) {
                return "";
            }
            throw e;
        }
    }
}
