package dev.trellis.internal.state;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.connection.Session;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableName;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the tables of Trellis's own have in common. */
public final class MetadataTables {
    private MetadataTables() {}

    public static String quote(Dialect dialect, TableName name) {
        return name.schema() == null
                ? dialect.quote(name.name())
                : dialect.quote(name.schema()) + "." + dialect.quote(name.name());
    }

    public static List<CompiledStatement> compile(Dialect dialect, Catalog catalog, List<Operation> operations) {
        List<CompiledStatement> commands = new ArrayList<>();
        dialect.compile(operations, catalog, commands::add);
        return commands;
    }

    static boolean exists(Session session, TableName name) throws SQLException {
        DatabaseMetaData data = session.connection().getMetaData();
        String escape = data.getSearchStringEscape();
        String pattern = name.name().replace("_", escape + "_").replace("%", escape + "%");
        return !named(session, data, name, pattern, Set.of(name.name())).isEmpty();
    }

    /** Those of some names that are tables beside a given one, in one look. */
    static Set<String> beside(Session session, TableName table, Set<String> names) throws SQLException {
        return named(session, session.connection().getMetaData(), table, "%", names);
    }

    private static Set<String> named(
            Session session, DatabaseMetaData data, TableName table, String pattern, Set<String> names)
            throws SQLException {
        String schema = table.schema() == null ? session.connection().getSchema() : table.schema();
        // What MariaDB and MySQL call a schema is a catalogue in JDBC's words.
        boolean catalogs = table.schema() != null && !data.supportsSchemasInTableDefinitions();
        String catalog = catalogs ? table.schema() : session.connection().getCatalog();
        Set<String> found = new LinkedHashSet<>();
        try (ResultSet tables = data.getTables(catalog, catalogs ? null : schema, pattern, null)) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME");
                if (names.contains(name)) {
                    found.add(name);
                }
            }
        }
        return found;
    }
}
