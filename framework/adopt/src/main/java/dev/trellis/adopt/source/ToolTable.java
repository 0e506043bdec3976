package dev.trellis.adopt.source;

import dev.trellis.dialect.Dialect;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A table in which another tool keeps its records. */
public final class ToolTable {
    private ToolTable() {}

    /**
     * Returns whether the database has a table, whose name must be spelled as the database stores it.
     *
     * @param table a table without a schema is looked for in the default schema of the connection
     */
    public static boolean exists(Connection connection, TableName table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        // JDBC calls the schemas of MariaDB and MySQL catalogs.
        boolean isCatalog = table.schema() != null && !data.supportsSchemasInTableDefinitions();
        String catalog = isCatalog ? table.schema() : connection.getCatalog();
        String schema = table.schema() == null || isCatalog ? connection.getSchema() : table.schema();
        String escape = data.getSearchStringEscape();
        String pattern = table.name().replace("_", escape + "_").replace("%", escape + "%");
        try (ResultSet tables = data.getTables(catalog, isCatalog ? null : schema, pattern, null)) {
            while (tables.next()) {
                if (table.name().equals(tables.getString("TABLE_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Returns the quoted name of a table. */
    public static String quote(Dialect dialect, TableName table) {
        return table.schema() == null
                ? dialect.quote(table.name())
                : dialect.quote(table.schema()) + "." + dialect.quote(table.name());
    }
}
