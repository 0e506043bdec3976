package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.sqlite.TableDefinition.Trigger;
import dev.trellis.schema.Schema;
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
 * Reads the texts that SQLite keeps of its tables, in one query, and takes them apart. Its PRAGMAs tell less: no name of
 * a constraint, no CHECK, no condition or expression of an index.
 */
final class SqliteInspector {
    private static final String ALL = "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE ";
    /** Comes first: SQLite has no index here, and asks of each row in turn what is written. */
    private static final String OF_ONE = "tbl_name = ? COLLATE NOCASE AND ";

    private static final String WANTED = """
            type IN ('table', 'index', 'trigger') AND sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
            ORDER BY rowid
            """;

    private SqliteInspector() {}

    static Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        if (!schemas.isEmpty()) {
            throw DialectException.unsupportedFeature(
                    SqliteDialect.NAME, "schema '" + schemas.get(0) + "'", SqliteSql.NO_SCHEMAS);
        }
        Map<String, TableDefinition> definitions = new HashMap<>();
        for (TableDefinition definition : read(connection, null)) {
            definitions.put(SqliteTokens.fold(definition.name()), definition);
        }
        return Schema.of(definitions.values().stream()
                .map(definition ->
                        definition.table(name -> Optional.ofNullable(definitions.get(SqliteTokens.fold(name)))))
                .toList());
    }

    /** One table; empty when there is none of that name, in whatever letter case. */
    static Optional<TableDefinition> definition(Connection connection, String table) throws SQLException {
        return read(connection, table).stream().findFirst();
    }

    /** A trigger is kept with the letters that it calls its table by, which need not be the table's own. */
    private static List<TableDefinition> read(Connection connection, @Nullable String only) throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, List<ParsedIndex>> indexes = new HashMap<>();
        Map<String, List<Trigger>> triggers = new HashMap<>();
        boolean virtual = false;
        String query = ALL + (only == null ? "" : OF_ONE) + WANTED;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (only != null) {
                statement.setString(1, only);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(2);
                    String table = rows.getString(3);
                    String sql = rows.getString(4);
                    switch (rows.getString(1)) {
                        case "table" -> {
                            if (sql.regionMatches(true, 0, "CREATE VIRTUAL", 0, 14)) {
                                virtual = true;
                            } else {
                                tables.put(name, sql);
                            }
                        }
                        case "index" ->
                            indexes.computeIfAbsent(SqliteTokens.fold(table), each -> new ArrayList<>())
                                    .add(ParsedIndex.of(name, sql));
                        default ->
                            triggers.computeIfAbsent(SqliteTokens.fold(table), each -> new ArrayList<>())
                                    .add(new Trigger(name, sql));
                    }
                }
            }
        }
        if (virtual) {
            tables.keySet().removeAll(shadows(connection));
        }
        List<TableDefinition> definitions = new ArrayList<>();
        tables.forEach((name, sql) -> definitions.add(new TableDefinition(
                name,
                ParsedTable.of(sql),
                indexes.getOrDefault(SqliteTokens.fold(name), List.of()),
                triggers.getOrDefault(SqliteTokens.fold(name), List.of()))));
        return definitions;
    }

    /** The tables in which virtual tables keep their rows. */
    private static Set<String> shadows(Connection connection) throws SQLException {
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
