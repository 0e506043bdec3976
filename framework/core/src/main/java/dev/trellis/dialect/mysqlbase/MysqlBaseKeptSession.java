package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.dialect.SessionReset;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Restores the variables and the database of a session, releases table locks, and drops the user variables and temporary
 * tables that the session did not have. MySQL, and MariaDB before 11.2, do not show temporary tables; on these servers, a
 * temporary table that a script does not drop stays.
 */
final class MysqlBaseKeptSession implements SessionReset {
    private static final String USER_VARIABLES_OF_MARIADB =
            "SELECT variable_name FROM information_schema.user_variables";
    private static final String USER_VARIABLES_OF_MYSQL =
            "SELECT variable_name FROM performance_schema.user_variables_by_thread"
                    + " WHERE thread_id = ps_current_thread_id()";
    private static final String TEMPORARY_TABLES = "SELECT concat('`', replace(table_schema, '`', '``'), '`.`',"
            + " replace(table_name, '`', '``'), '`') FROM information_schema.tables WHERE table_type = 'TEMPORARY'";

    /** Variables that follow from another one, from the statements that have run, or from the transaction. */
    private static final Set<String> NOT_RESTORED = Set.of(
            "autocommit",
            "character_set_database",
            "collation_database",
            "error_count",
            "gtid_next",
            "identity",
            "in_transaction",
            "insert_id",
            "last_gtid",
            "last_insert_id",
            "pseudo_thread_id",
            "rand_seed1",
            "rand_seed2",
            "timestamp",
            "warning_count");

    private static final int UNKNOWN_VARIABLE = 1193;
    private static final int GLOBAL_VARIABLE = 1229;
    private static final int READ_ONLY_VARIABLE = 1238;
    private static final int PRIVILEGE_REQUIRED = 1227;

    private final @Nullable String database;
    private final Map<String, String> variables;
    private final Set<String> userVariables;
    private final Set<String> temporaryTables;

    private MysqlBaseKeptSession(Connection connection) throws SQLException {
        this.database = connection.getCatalog();
        this.variables = variables(connection);
        this.userVariables = userVariables(connection);
        this.temporaryTables = names(connection, TEMPORARY_TABLES);
    }

    /** Reads the present state of the session. */
    static SessionReset of(Connection connection) throws SQLException {
        return new MysqlBaseKeptSession(connection);
    }

    /** Does nothing, because these databases commit the transaction before some of the statements that restore a session. */
    @Override
    public void resetSettings(Connection connection) {}

    /** Does nothing, like {@link #resetSettings}. */
    @Override
    public void removeObjects(Connection connection) {}

    @Override
    public void resetOutsideTransaction(Connection connection) throws SQLException {
        execute(connection, "UNLOCK TABLES");
        if (database != null && !database.equals(text(connection, "SELECT database()"))) {
            execute(connection, "USE `" + database.replace("`", "``") + "`");
            connection.setCatalog(database);
        }
        for (Map.Entry<String, String> now : variables(connection).entrySet()) {
            String before = variables.get(now.getKey());
            if (before != null && !before.equals(now.getValue())) {
                restore(connection, now.getKey(), before);
            }
        }
        for (String name : userVariables(connection)) {
            if (!userVariables.contains(name)) {
                execute(connection, "SET @`" + name.replace("`", "``") + "` = NULL");
            }
        }
        for (String table : names(connection, TEMPORARY_TABLES)) {
            if (!temporaryTables.contains(table)) {
                execute(connection, "DROP TEMPORARY TABLE IF EXISTS " + table);
            }
        }
    }

    /**
     * Sets a variable of the session. A variable that exists only for the whole server is left unchanged, because only
     * another session can have changed it. A variable that the user may not set is left unchanged, too.
     */
    private static void restore(Connection connection, String name, String value) throws SQLException {
        try {
            execute(connection, "SET SESSION " + name + " = " + literal(value));
        } catch (SQLException e) {
            int code = e.getErrorCode();
            if (code != UNKNOWN_VARIABLE
                    && code != GLOBAL_VARIABLE
                    && code != READ_ONLY_VARIABLE
                    && code != PRIVILEGE_REQUIRED) {
                throw e;
            }
        }
    }

    private static String literal(String value) {
        boolean isNumber = value.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
        return isNumber ? value : "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static Map<String, String> variables(Connection connection) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        Query.each(
                connection,
                "SHOW SESSION VARIABLES",
                List.of(),
                row -> values.put(row.getString(1), String.valueOf(row.getString(2))));
        values.keySet().removeAll(NOT_RESTORED);
        return values;
    }

    /** Returns the names of user variables; none if the user may not see them. */
    private static Set<String> userVariables(Connection connection) {
        try {
            boolean isMariadb = text(connection, "SELECT version()").contains("MariaDB");
            return names(connection, isMariadb ? USER_VARIABLES_OF_MARIADB : USER_VARIABLES_OF_MYSQL);
        } catch (SQLException e) {
            return Set.of();
        }
    }

    private static Set<String> names(Connection connection, String sql) throws SQLException {
        return new LinkedHashSet<>(Query.strings(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        return Query.strings(connection, sql).stream()
                .map(String::valueOf)
                .findFirst()
                .orElse("");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
