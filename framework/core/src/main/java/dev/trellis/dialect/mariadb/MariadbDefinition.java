package dev.trellis.dialect.mariadb;

import dev.trellis.sql.SqlAction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code SHOW CREATE} says of a thing. One statement of DDL takes effect whole or not at all. */
final class MariadbDefinition {
    private static final Set<String> SHOWN =
            Set.of("event", "function", "procedure", "sequence", "table", "trigger", "view");
    /** No such table, view or sequence; no such trigger, routine, event; not one of that kind. */
    private static final Set<Integer> ABSENT = Set.of(1146, 1347, 1360, 1305, 1539, 4089, 4091);

    private MariadbDefinition() {}

    static @Nullable String of(Connection connection, SqlAction action) throws SQLException {
        boolean index = "index".equals(action.kind());
        String kind = index ? "table" : String.valueOf(action.kind());
        String name = index ? action.table() : action.name();
        if (name == null || !SHOWN.contains(kind)) {
            return null;
        }
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
