package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.SessionReset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Restores the pragmas that belong to a connection, drops temporary objects and detaches databases. SQLite has no dynamic
 * SQL, so the possible effects of a script are known: pragmas that are not in the lists are stored in the file, or {@linkplain
 * SqlitePragmas refused}.
 */
final class SqliteSessionReset implements SessionReset {
    private static final List<String> ANY_TIME = List.of(
            "analysis_limit",
            "automatic_index",
            "busy_timeout",
            "cache_size",
            "cache_spill",
            "cell_size_check",
            "checkpoint_fullfsync",
            "count_changes",
            "defer_foreign_keys",
            "empty_result_callbacks",
            "full_column_names",
            "fullfsync",
            "ignore_check_constraints",
            "journal_size_limit",
            "legacy_alter_table",
            "locking_mode",
            "max_page_count",
            "mmap_size",
            "query_only",
            "read_uncommitted",
            "recursive_triggers",
            "reverse_unordered_selects",
            "secure_delete",
            "short_column_names",
            "threads",
            "trusted_schema",
            "wal_autocheckpoint");

    /** SQLite ignores these in a transaction, or reports an error. */
    private static final List<String> OUTSIDE_TRANSACTION = List.of("foreign_keys", "synchronous", "temp_store");

    private static final String LIKE = "case_sensitive_like";

    private final Map<String, String> anyTime;
    private final Map<String, String> outsideTransaction;
    private final List<String> databases;
    private final List<String> temporary;

    private SqliteSessionReset(Connection connection) throws SQLException {
        this.anyTime = values(connection, ANY_TIME);
        this.outsideTransaction = values(connection, OUTSIDE_TRANSACTION);
        this.databases = databases(connection);
        this.temporary = temporary(connection);
    }

    /** Reads the present state of the session. */
    static SessionReset of(Connection connection) throws SQLException {
        return new SqliteSessionReset(connection);
    }

    @Override
    public void resetSettings(Connection connection) throws SQLException {
        restore(connection, anyTime, values(connection, ANY_TIME));
        execute(connection, "PRAGMA " + LIKE + " = " + anyTime.get(LIKE));
    }

    @Override
    public void removeObjects(Connection connection) throws SQLException {
        for (String object : temporary(connection)) {
            if (!temporary.contains(object)) {
                execute(connection, "DROP " + object);
            }
        }
    }

    @Override
    public void resetOutsideTransaction(Connection connection) throws SQLException {
        restore(connection, outsideTransaction, values(connection, OUTSIDE_TRANSACTION));
        for (String database : databases(connection)) {
            if (!databases.contains(database)) {
                execute(connection, "DETACH DATABASE " + Identifiers.doubleQuoted(database));
            }
        }
    }

    private static void restore(Connection connection, Map<String, String> before, Map<String, String> now)
            throws SQLException {
        for (Map.Entry<String, String> pragma : before.entrySet()) {
            if (!pragma.getValue().equals(now.get(pragma.getKey()))) {
                execute(connection, "PRAGMA " + pragma.getKey() + " = " + pragma.getValue());
            }
        }
    }

    private static Map<String, String> values(Connection connection, List<String> pragmas) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pragma : pragmas) {
            column(connection, "PRAGMA " + pragma).stream().findFirst().ifPresent(value -> values.put(pragma, value));
        }
        if (pragmas.equals(ANY_TIME)) {
            values.put(LIKE, column(connection, "SELECT NOT ('A' LIKE 'a')").get(0));
        }
        return values;
    }

    /** Returns the temporary objects as a DROP statement names them, triggers first. */
    private static List<String> temporary(Connection connection) throws SQLException {
        return column(
                connection,
                "SELECT type || ' IF EXISTS temp.\"' || replace(name, '\"', '\"\"') || '\"'"
                        + " FROM sqlite_temp_master WHERE type IN ('trigger', 'view', 'table')"
                        + " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY type DESC");
    }

    private static List<String> databases(Connection connection) throws SQLException {
        return column(connection, "SELECT name FROM pragma_database_list WHERE name <> 'temp'");
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(String.valueOf(row.getString(1)));
            }
        }
        return values;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
