package dev.trellis.dialect;

import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Reads triggers with a query that a dialect gives. */
public final class Triggers {
    private Triggers() {}

    /**
     * Runs the query.
     *
     * @param sql yields three texts a row: the table, the trigger's name, its definition
     */
    public static Map<TableName, Map<String, String>> read(Connection connection, String sql) throws SQLException {
        Map<TableName, Map<String, String>> triggers = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                triggers.computeIfAbsent(TableName.of(rows.getString(1)), none -> new TreeMap<>())
                        .put(rows.getString(2), String.valueOf(rows.getString(3)));
            }
        }
        return triggers;
    }
}
