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

/** Quotes, compiles and finds the version table and the history table. */
public final class MetadataTables {
    private MetadataTables() {}

    /** Returns the quoted name, with its schema if it has one. */
    public static String quote(Dialect dialect, TableName name) {
        return name.schema() == null
                ? dialect.quote(name.name())
                : dialect.quote(name.schema()) + "." + dialect.quote(name.name());
    }

    /** Returns the quoted name with the schema in which the session finds the table now. */
    static String quoteQualified(Session session, TableName name) throws SQLException {
        Dialect dialect = session.dialect();
        return quote(dialect, name.schema() == null ? dialect.qualify(session.connection(), name) : name);
    }

    /** Returns the statements of operations on these tables. */
    public static List<CompiledStatement> compile(Dialect dialect, Catalog catalog, List<Operation> operations) {
        List<CompiledStatement> statements = new ArrayList<>();
        dialect.compile(operations, catalog, statements::add);
        return statements;
    }

    static void execute(Session session, Catalog catalog, List<Operation> operations) throws SQLException {
        for (CompiledStatement statement : compile(session.dialect(), catalog, operations)) {
            session.execute(statement.sql());
        }
    }

    static boolean exists(Session session, TableName name) throws SQLException {
        DatabaseMetaData data = session.connection().getMetaData();
        String escape = data.getSearchStringEscape();
        String pattern = name.name().replace("_", escape + "_").replace("%", escape + "%");
        return !find(session, name, pattern, Set.of(name.name())).isEmpty();
    }

    /** Returns those of the names for which the schema of {@code table} contains a table. Sends one query. */
    static Set<String> findInSchemaOf(TableName table, Session session, Set<String> names) throws SQLException {
        return find(session, table, "%", names);
    }

    private static Set<String> find(Session session, TableName table, String pattern, Set<String> names)
            throws SQLException {
        DatabaseMetaData data = session.connection().getMetaData();
        String schema = table.schema() == null ? session.connection().getSchema() : table.schema();
        // JDBC calls the schemas of MariaDB and MySQL catalogs.
        boolean isCatalog = table.schema() != null && !data.supportsSchemasInTableDefinitions();
        String catalog = isCatalog ? table.schema() : session.connection().getCatalog();
        Set<String> found = new LinkedHashSet<>();
        try (ResultSet tables = data.getTables(catalog, isCatalog ? null : schema, pattern, null)) {
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
