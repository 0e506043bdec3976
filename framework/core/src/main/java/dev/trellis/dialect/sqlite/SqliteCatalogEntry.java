package dev.trellis.dialect.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Reads the catalogue's entry of the object that a statement creates, changes or drops. The entry is the text of
 * the whole catalogue, because one DDL statement of SQLite may change several objects: ALTER TABLE rewrites views, triggers
 * and foreign keys that refer to the table.
 */
final class SqliteCatalogEntry {
    private static final String ALL = "SELECT group_concat(sql, char(10)) FROM"
            + " (SELECT sql FROM main.sqlite_master WHERE sql IS NOT NULL ORDER BY type, name)";

    private SqliteCatalogEntry() {}

    /** Returns the text of the catalogue; empty for an empty database. */
    static String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ALL)) {
            String definitions = row.next() ? row.getString(1) : null;
            return definitions == null ? "" : definitions;
        }
    }
}
