package dev.trellis.dialect.h2;

import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.Query;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads catalogue snapshots: inspected tables, the properties that no model expresses, their triggers, the queries of views, and
 * temporary tables that hide a table. Only {@code SCRIPT}, which needs an administrator, shows the source code of a trigger.
 */
final class H2Structure {
    private static final String EXTRA_PARTS = """
            SELECT EVENT_OBJECT_SCHEMA || '.' || EVENT_OBJECT_TABLE, 'trigger ' || TRIGGER_NAME,
                   CONCAT_WS(' ', JAVA_CLASS, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORIENTATION, REMARKS)
            FROM INFORMATION_SCHEMA.TRIGGERS
            UNION ALL
            SELECT TABLE_SCHEMA || '.' || TABLE_NAME, 'storage', CONCAT_WS(' ', TABLE_TYPE, STORAGE_TYPE, TABLE_CLASS, REMARKS)
            FROM INFORMATION_SCHEMA.TABLES
            UNION ALL
            SELECT TABLE_SCHEMA || '.' || TABLE_NAME, 'options of column ' || COLUMN_NAME,
                   CONCAT_WS(' ', ORDINAL_POSITION, COLLATION_NAME, COLUMN_ON_UPDATE, IS_VISIBLE, DEFAULT_ON_NULL,
                     IDENTITY_MAXIMUM, IDENTITY_MINIMUM, IDENTITY_CYCLE, REMARKS)
            FROM INFORMATION_SCHEMA.COLUMNS
            UNION ALL
            SELECT TABLE_SCHEMA || '.' || TABLE_NAME, 'options of constraint ' || CONSTRAINT_NAME,
                   CONCAT_WS(' ', CONSTRAINT_TYPE, ENFORCED, NULLS_DISTINCT, REMARKS)
            FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
            UNION ALL
            SELECT TABLE_SCHEMA || '.' || TABLE_NAME, 'options of index ' || INDEX_NAME,
                   CONCAT_WS(' ', INDEX_TYPE_NAME, INDEX_CLASS, REMARKS)
            FROM INFORMATION_SCHEMA.INDEXES WHERE NOT IS_GENERATED
            UNION ALL
            SELECT TABLE_SCHEMA || '.' || TABLE_NAME, 'view', VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS
            UNION ALL
            SELECT TABLE_SCHEMA || '.' || TABLE_NAME, 'temporary table', TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_TYPE = 'LOCAL TEMPORARY'
            """;

    private static final String TRIGGERS_WITH_SOURCE = """
            SELECT EVENT_OBJECT_SCHEMA || '.' || EVENT_OBJECT_TABLE, TRIGGER_SCHEMA, TRIGGER_NAME
            FROM INFORMATION_SCHEMA.TRIGGERS WHERE JAVA_CLASS IS NULL
            """;

    private static final String ADMINISTRATOR =
            "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER";

    private static final String TRIGGER = "CREATE FORCE TRIGGER ";

    /** The query for the objects that expressions and columns may refer to. Columns: kind and name, definition. */
    private static final String MENTIONED = """
            SELECT 'function ' || routine_name, CONCAT_WS(' ', external_name, routine_definition, data_type)
            FROM information_schema.routines
            UNION ALL
            SELECT 'type ' || domain_name, CONCAT_WS(' ', data_type, character_maximum_length, numeric_precision, numeric_scale,
                   domain_default, domain_on_update, parent_domain_name)
            FROM information_schema.domains
            UNION ALL
            SELECT 'type ' || d.domain_name, CONCAT_WS(' ', d.constraint_name, k.check_clause)
            FROM information_schema.domain_constraints d JOIN information_schema.check_constraints k
              ON k.constraint_schema = d.constraint_schema AND k.constraint_name = d.constraint_name
            UNION ALL
            SELECT 'constant ' || constant_name, value_definition FROM information_schema.constants
            UNION ALL
            SELECT 'sequence ' || sequence_name, CONCAT_WS(' ', minimum_value, maximum_value, increment, cycle_option)
            FROM information_schema.sequences
            ORDER BY 1, 2
            """;

    private H2Structure() {}

    static Map<TableName, Map<String, String>> of(Connection connection, Schema inspected, Collection<TableName> tables)
            throws SQLException {
        CatalogSnapshot snapshot = new CatalogSnapshot();
        Map<String, TableName> requested = new HashMap<>();
        String defaultSchema = connection.getSchema();
        for (TableName name : tables) {
            String schema = name.schema() == null ? defaultSchema : name.schema();
            requested.put((schema + "." + name.name()).toLowerCase(Locale.ROOT), name);
            inspected
                    .table(name)
                    .or(() -> defaultSchema.equalsIgnoreCase(name.schema())
                            ? inspected.table(TableName.of(name.name()))
                            : Optional.empty())
                    .ifPresent(table -> put(snapshot, name, table));
        }
        snapshot.read(connection, EXTRA_PARTS, List.of(), name -> requested.get(name.toLowerCase(Locale.ROOT)));
        readSources(connection, snapshot, requested);
        Map<String, String> definitions = new TreeMap<>();
        Query.each(
                connection,
                MENTIONED,
                List.of(),
                row -> definitions.merge(row.getString(1), String.valueOf(row.getString(2)), (a, b) -> a + ' ' + b));
        snapshot.addMentioned(definitions);
        return snapshot.parts();
    }

    /** Adds the source code of triggers, if a requested table has such a trigger. */
    private static void readSources(Connection connection, CatalogSnapshot snapshot, Map<String, TableName> requested)
            throws SQLException {
        Map<String, TableName> triggers = new HashMap<>();
        Query.each(connection, TRIGGERS_WITH_SOURCE, List.of(), row -> {
            TableName table = requested.get(row.getString(1).toLowerCase(Locale.ROOT));
            if (table != null) {
                triggers.put(
                        Identifiers.doubleQuoted(row.getString(2)) + "." + Identifiers.doubleQuoted(row.getString(3)),
                        table);
            }
        });
        if (triggers.isEmpty()) {
            return;
        }
        boolean[] isAdministrator = new boolean[1];
        Query.each(connection, ADMINISTRATOR, List.of(), row -> isAdministrator[0] = row.getBoolean(1));
        if (!isAdministrator[0]) {
            return;
        }
        Query.each(connection, "SCRIPT NODATA NOPASSWORDS NOSETTINGS", List.of(), row -> {
            String line = row.getString(1);
            if (line.startsWith(TRIGGER)) {
                triggers.forEach((trigger, table) -> {
                    if (line.startsWith(trigger + " ", TRIGGER.length())) {
                        snapshot.put(table, "source of trigger " + trigger, line);
                    }
                });
            }
        });
    }

    private static void put(CatalogSnapshot snapshot, TableName name, Table table) {
        snapshot.put(name, "table", table.comment());
        table.columns().forEach(column -> snapshot.put(name, "column " + column.name(), column.toString()));
        if (table.primaryKey() != null) {
            snapshot.put(name, "primary key", table.primaryKey().toString());
        }
        table.uniques().forEach(each -> snapshot.put(name, "unique constraint " + each.name(), each.toString()));
        table.foreignKeys().forEach(each -> snapshot.put(name, "foreign key " + each.name(), each.toString()));
        table.checks().forEach(each -> snapshot.put(name, "check " + each.name() + " " + each.sql(), ""));
        table.indexes().forEach(each -> snapshot.put(name, "index " + each.name(), each.toString()));
    }
}
