package dev.trellis.dialect.mysqlbase;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs {@code SHOW CREATE} so that the result does not depend on the session's SQL mode. */
final class ShowCreate {
    /** The error codes for an object that does not exist or is of another kind. */
    private static final Set<Integer> ABSENT = Set.of(1049, 1146, 1347, 1360, 1305, 1539, 4089, 4091);

    private ShowCreate() {}

    /**
     * Returns the definition of an object, without the AUTO_INCREMENT counter that changes with the rows.
     *
     * @param kind the kind of object in {@code SHOW CREATE}, {@code table}
     * @param name the name in quotes
     * @return empty if the object does not exist; null if the user may not read it, such as another user's procedure
     */
    static @Nullable String of(Connection connection, String kind, String name) throws SQLException {
        String text = read(connection, kind, name);
        if (text == null) {
            return null;
        }
        // The SQL mode ANSI_QUOTES puts names in double quotes.
        if (text.isEmpty() || text.replaceFirst("(?s)^[^`\"]*", "").startsWith("`")) {
            return text;
        }
        try (Statement statement = connection.createStatement()) {
            String mode;
            try (ResultSet row =
                    statement.executeQuery("SELECT CONCAT('SET SESSION sql_mode = ', QUOTE(@@SESSION.sql_mode))")) {
                row.next();
                mode = row.getString(1);
            }
            statement.execute("SET SESSION sql_mode = ''");
            try {
                return read(connection, kind, name);
            } finally {
                statement.execute(mode);
            }
        }
    }

    /** Returns the definition of a table with its AUTO_INCREMENT counter; empty if there is no such table. */
    static String withCounter(Connection connection, String name) throws SQLException {
        String text = shown(connection, "table", name);
        return text == null ? "" : text;
    }

    private static @Nullable String read(Connection connection, String kind, String name) throws SQLException {
        String text = shown(connection, kind, name);
        return text == null ? null : text.replaceAll(" AUTO_INCREMENT=\\d+", "");
    }

    private static @Nullable String shown(Connection connection, String kind, String name) throws SQLException {
        String sql = "SHOW CREATE " + kind.toUpperCase(Locale.ROOT) + " " + name;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            StringBuilder text = new StringBuilder();
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int i = 2; i <= columns; i++) {
                    String label = row.getMetaData().getColumnLabel(i);
                    String value = row.getString(i);
                    if (value == null && label.startsWith("Create ")) {
                        return null;
                    }
                    text.append(label.equals("Created") ? "" : value).append('\n');
                }
            }
            return text.toString();
        } catch (SQLException e) {
            if (ABSENT.contains(e.getErrorCode())) {
                return "";
            }
            throw e;
        }
    }
}
