package dev.trellis.dialect.mysqlbase;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Reads and sets the variables of a session. */
public final class SessionVariables {
    private SessionVariables() {}

    /** Sets the time that a statement may wait for locks on tables and on rows, in whole seconds rounded up. */
    static void setLockWait(Connection connection, Duration limit) throws SQLException {
        long seconds = Math.max(1, limit.plusMillis(999).toSeconds());
        set(connection, "lock_wait_timeout = " + seconds + ", innodb_lock_wait_timeout = " + seconds);
    }

    /** Returns the statements that restore the present values of the variables that the script of a dump changes. */
    static List<String> restoreStatements(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT CONCAT('SET SESSION sql_mode = ', QUOTE(@@SESSION.sql_mode),"
                        + " ', time_zone = ', QUOTE(@@SESSION.time_zone),"
                        + " ', foreign_key_checks = ', @@SESSION.foreign_key_checks,"
                        + " ', unique_checks = ', @@SESSION.unique_checks),"
                        + " CONCAT('USE `', REPLACE(DATABASE(), '`', '``'), '`')")) {
            row.next();
            String database = row.getString(2);
            return database == null ? List.of(row.getString(1)) : List.of(row.getString(1), database);
        }
    }

    /** Sets variables of the session, {@code a = 1, b = 2}. */
    public static void set(Connection connection, String variables) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET SESSION " + variables);
        }
    }
}
