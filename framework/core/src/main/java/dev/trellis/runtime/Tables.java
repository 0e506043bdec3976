package dev.trellis.runtime;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Command;
import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableName;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the tables of Trellis's own have in common. */
final class Tables {
    private Tables() {}

    static String quote(Dialect dialect, TableName name) {
        return name.schema() == null
                ? dialect.quote(name.name())
                : dialect.quote(name.schema()) + "." + dialect.quote(name.name());
    }

    static List<Command> compile(Dialect dialect, Catalog catalog, List<Operation> operations) {
        List<Command> commands = new ArrayList<>();
        dialect.compile(operations, catalog, commands::add);
        return commands;
    }

    static boolean exists(Session session, TableName name) throws SQLException {
        DatabaseMetaData data = session.connection().getMetaData();
        String schema = name.schema() == null ? session.connection().getSchema() : name.schema();
        // What MariaDB and MySQL call a schema is a catalogue in JDBC's words.
        boolean catalogs = name.schema() != null && !data.supportsSchemasInTableDefinitions();
        String catalog = catalogs ? name.schema() : session.connection().getCatalog();
        String escape = data.getSearchStringEscape();
        String pattern = name.name().replace("_", escape + "_").replace("%", escape + "%");
        try (ResultSet tables = data.getTables(catalog, catalogs ? null : schema, pattern, null)) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").equals(name.name())) {
                    return true;
                }
            }
            return false;
        }
    }
}
