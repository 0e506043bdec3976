package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.sqlite.StoredTable.Trigger;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CREATE statements that SQLite stores, in one query, and parses them. SQLite's PRAGMAs return less: no names of
 * constraints, no CHECK, no condition or expression of an index.
 */
final class SqliteInspector {
    private static final String ALL = "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE ";
    /**
     * The term that restricts a query to one table. The term comes first in the condition, because SQLite has no index for
     * it and evaluates the terms in this order for each row.
     */
    private static final String OF_ONE = "tbl_name = ? COLLATE NOCASE AND ";

    private static final String WANTED = """
            type IN ('table', 'index', 'trigger', 'view') AND sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
            ORDER BY rowid
            """;

    private SqliteInspector() {}

    static Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        if (!schemas.isEmpty()) {
            throw DialectException.unsupportedFeature(
                    SqliteDialect.NAME, "schema '" + schemas.get(0) + "'", SqliteSql.NO_SCHEMAS);
        }
        Map<String, StoredTable> definitions = new HashMap<>();
        OtherObjects objects = new OtherObjects();
        for (StoredTable definition : read(connection, null, objects)) {
            definitions.put(SqliteTokens.fold(definition.name()), definition);
        }
        List<Table> tables = new ArrayList<>(objects.virtualTables());
        definitions.values().stream()
                .map(definition ->
                        definition.toTable(name -> Optional.ofNullable(definitions.get(SqliteTokens.fold(name)))))
                .forEach(tables::add);
        return Schema.of(tables).withDefinitions(definitions(definitions, objects.views, objects.triggers));
    }

    /** The objects of a database other than its ordinary tables. */
    private static final class OtherObjects {
        private final Map<String, String> views = new LinkedHashMap<>();
        /** The triggers by the name of their table or view in lower case. */
        private final Map<String, List<Trigger>> triggers = new LinkedHashMap<>();
        /** The CREATE VIRTUAL TABLE statements by the name of the table. */
        private final Map<String, String> virtual = new LinkedHashMap<>();

        List<Table> virtualTables() {
            return virtual.entrySet().stream()
                    .map(entry -> SqliteTableOptions.virtual(TableName.of(entry.getKey()), module(entry.getValue())))
                    .toList();
        }

        /** Returns the text after USING. */
        private static String module(String sql) {
            TokenCursor cursor = new TokenCursor(SqliteTokens.of(sql));
            while (cursor.more() && !cursor.sees("USING")) {
                cursor.next();
            }
            if (cursor.more()) {
                cursor.next();
            }
            return sql.substring(cursor.end()).strip();
        }
    }

    /** Returns views and triggers; a trigger belongs to a table or, if it is an INSTEAD OF trigger, to a view. */
    private static List<Definition> definitions(
            Map<String, StoredTable> tables, Map<String, String> views, Map<String, List<Trigger>> triggers) {
        Map<String, String> owners = new HashMap<>();
        tables.forEach((key, table) -> owners.put(key, table.name()));
        List<Definition> definitions = new ArrayList<>();
        views.forEach((name, sql) -> {
            owners.put(SqliteTokens.fold(name), name);
            definitions.add(SqliteDefinitions.view(name, sql));
        });
        triggers.forEach((owner, list) -> list.forEach(trigger -> definitions.add(
                SqliteDefinitions.trigger(trigger.name(), owners.getOrDefault(owner, owner), trigger.sql()))));
        return definitions;
    }

    /** Returns a table by its name in any letter case; empty when there is none, and for a virtual table. */
    static Optional<StoredTable> storedTable(Connection connection, String table) throws SQLException {
        return read(connection, table, new OtherObjects()).stream().findFirst();
    }

    /** Returns a virtual table by its name in any letter case; empty when there is none. */
    static Optional<Table> virtualTable(Connection connection, String table) throws SQLException {
        OtherObjects objects = new OtherObjects();
        read(connection, table, objects);
        return objects.virtualTables().stream().findFirst();
    }

    /**
     * Reads one table, or all tables if the name is null; a trigger's {@code tbl_name} may differ from the table's name in
     * letter case.
     *
     * @param objects receives the other objects
     * @return the tables that are not virtual
     */
    private static List<StoredTable> read(Connection connection, @Nullable String table, OtherObjects objects)
            throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, List<ParsedIndex>> indexes = new HashMap<>();
        String query = ALL + (table == null ? "" : OF_ONE) + WANTED;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (table != null) {
                statement.setString(1, table);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(2);
                    String owner = SqliteTokens.fold(rows.getString(3));
                    String sql = rows.getString(4);
                    switch (rows.getString(1)) {
                        case "table" -> {
                            if (sql.regionMatches(true, 0, "CREATE VIRTUAL", 0, 14)) {
                                objects.virtual.put(name, sql);
                            } else {
                                tables.put(name, sql);
                            }
                        }
                        case "view" -> objects.views.put(name, sql);
                        case "index" ->
                            indexes.computeIfAbsent(owner, key -> new ArrayList<>())
                                    .add(ParsedIndex.of(name, sql));
                        default ->
                            objects.triggers
                                    .computeIfAbsent(owner, key -> new ArrayList<>())
                                    .add(new Trigger(name, sql));
                    }
                }
            }
        }
        if (!objects.virtual.isEmpty()) {
            tables.keySet().removeAll(shadowTables(connection));
        }
        List<StoredTable> definitions = new ArrayList<>();
        tables.forEach((name, sql) -> definitions.add(new StoredTable(
                name,
                ParsedTable.of(sql),
                indexes.getOrDefault(SqliteTokens.fold(name), List.of()),
                objects.triggers.getOrDefault(SqliteTokens.fold(name), List.of()))));
        return definitions;
    }

    /** Returns the shadow tables, in which virtual tables store their rows. */
    private static Set<String> shadowTables(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
