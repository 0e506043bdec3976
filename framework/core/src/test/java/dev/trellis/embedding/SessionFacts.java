package dev.trellis.embedding;

import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything about a session that its owner could notice: JDBC's state and the settings, locks and objects of the session. */
final class SessionFacts {
    /** Variables that change with every statement, or that count something. */
    private static final Set<String> COUNTERS = Set.of(
            "timestamp",
            "error_count",
            "warning_count",
            "last_insert_id",
            "identity",
            "rand_seed1",
            "rand_seed2",
            "insert_id",
            "gtid_seq_no",
            "last_gtid",
            "in_transaction",
            "pseudo_thread_id",
            "skip_replication",
            "statement_id");

    private SessionFacts() {}

    static Map<String, String> of(Kind kind, Connection connection) throws SQLException {
        Map<String, String> facts = new TreeMap<>();
        facts.put("jdbc auto-commit", String.valueOf(connection.getAutoCommit()));
        facts.put("jdbc read-only", String.valueOf(connection.isReadOnly()));
        facts.put("jdbc isolation", String.valueOf(connection.getTransactionIsolation()));
        facts.put("jdbc catalog", String.valueOf(connection.getCatalog()));
        facts.put("jdbc schema", String.valueOf(connection.getSchema()));
        switch (kind) {
            case SQLITE -> {
                for (String pragma : List.of(
                        "foreign_keys",
                        "legacy_alter_table",
                        "busy_timeout",
                        "locking_mode",
                        "recursive_triggers",
                        "defer_foreign_keys",
                        "cache_size",
                        "temp_store",
                        "query_only")) {
                    add(facts, connection, "select '" + pragma + "', * from pragma_" + pragma);
                }
                add(facts, connection, "select 'temporary ' || name, 1 from sqlite_temp_master");
            }
            case H2 -> {
                add(
                        facts,
                        connection,
                        "select 'state ' || state_key, state_command from information_schema.session_state where state_key <> 'SCHEMA_SEARCH_PATH'");
                add(facts, connection, "select 'lock timeout', lock_timeout()");
                add(
                        facts,
                        connection,
                        "select setting_name, setting_value from information_schema.settings where setting_name in"
                                + " ('QUERY_TIMEOUT', 'DEFAULT_LOCK_TIMEOUT', 'THROTTLE')");
                add(facts, connection, "select constant_name, value_definition from information_schema.constants");
            }
            case POSTGRESQL -> {
                add(facts, connection, "select name, setting from pg_settings where name not like 'plpgsql.%'");
                add(
                        facts,
                        connection,
                        "select 'locks', count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()");
                add(
                        facts,
                        connection,
                        "select 'temporary ' || relname, 1 from pg_class where relnamespace = pg_my_temp_schema()");
                add(facts, connection, "select 'prepared ' || name, 1 from pg_prepared_statements where from_sql");
                add(facts, connection, "select 'channel ' || c, 1 from pg_listening_channels() c");
                add(facts, connection, "select 'user', current_user || ' ' || session_user");
            }
            case MARIADB, MYSQL -> {
                add(facts, connection, "show session variables");
                COUNTERS.forEach(facts::remove);
                add(facts, connection, "select 'mine', @mine");
                add(facts, connection, "select 'theirs', @theirs");
                if (kind == Kind.MARIADB) {
                    add(
                            facts,
                            connection,
                            "select concat('temporary ', table_name), 1 from information_schema.tables where table_type ="
                                    + " 'TEMPORARY'");
                }
            }
        }
        return facts;
    }

    /** Returns what has changed, {@code name: before -> after}. */
    static List<String> changes(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> name + ": " + before.get(name) + " -> " + after.get(name))
                .toList();
    }

    private static void add(Map<String, String> facts, Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                facts.put(row.getString(1), String.valueOf(row.getString(2)));
            }
        }
    }
}
