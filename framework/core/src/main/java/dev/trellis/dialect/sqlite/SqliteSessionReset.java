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
import java.util.Set;

/**
 * Restores the pragmas that belong to a connection, drops temporary objects and detaches databases. SQLite has no dynamic
 * SQL, so the possible effects of a script are known: pragmas that are not in the lists are stored in the file, or {@linkplain
 * SqlitePragmas refused}.
 */
final class SqliteSessionReset implements SessionReset {
    /** The pragmas that can be set in a transaction, with the value in a new shell. */
    static final Map<String, String> ANY_TIME = defaults(
            "analysis_limit 0, automatic_index 1, busy_timeout 0, cache_size -2000, cache_spill on, cell_size_check 0,"
                    + " checkpoint_fullfsync 0, count_changes 0, defer_foreign_keys 0, empty_result_callbacks 0,"
                    + " full_column_names 0, fullfsync 0, ignore_check_constraints 0, journal_size_limit -1,"
                    + " legacy_alter_table 0, locking_mode normal, max_page_count 4294967294, mmap_size 0, query_only 0,"
                    + " read_uncommitted 0, recursive_triggers 0, reverse_unordered_selects 0, secure_delete 0,"
                    + " short_column_names 1, threads 0, trusted_schema 1, wal_autocheckpoint 1000");

    /** The pragmas that SQLite ignores in a transaction, or reports as an error, with the value in a new shell. */
    static final Map<String, String> OUTSIDE_TRANSACTION = defaults("foreign_keys 0, synchronous 2, temp_store 0");

    /** A pragma whose value cannot be read; it is 0 in a new shell. */
    static final String LIKE = "case_sensitive_like";

    private final Map<String, String> anyTime;
    private final Map<String, String> outsideTransaction;
    private final List<String> databases;
    private final List<String> temporary;

    private SqliteSessionReset(Connection connection) throws SQLException {
        this.anyTime = values(connection, ANY_TIME.keySet());
        this.outsideTransaction = values(connection, OUTSIDE_TRANSACTION.keySet());
        this.databases = databases(connection);
        this.temporary = temporary(connection);
    }

    /** Reads the present state of the session. */
    static SessionReset of(Connection connection) throws SQLException {
        return new SqliteSessionReset(connection);
    }

    @Override
    public void resetSettings(Connection connection) throws SQLException {
        restore(connection, anyTime, values(connection, ANY_TIME.keySet()));
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
        restore(connection, outsideTransaction, values(connection, OUTSIDE_TRANSACTION.keySet()));
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

    private static Map<String, String> values(Connection connection, Set<String> pragmas) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pragma : pragmas) {
            column(connection, "PRAGMA " + pragma).stream().findFirst().ifPresent(value -> values.put(pragma, value));
        }
        if (pragmas.equals(ANY_TIME.keySet())) {
            values.put(LIKE, column(connection, "SELECT NOT ('A' LIKE 'a')").get(0));
        }
        return values;
    }

    private static Map<String, String> defaults(String pragmas) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pragma : pragmas.split(", ")) {
            int space = pragma.indexOf(' ');
            values.put(pragma.substring(0, space), pragma.substring(space + 1));
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
