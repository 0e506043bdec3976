package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.SqlErrorKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What a session is set to: how long things may take, what the server says when they take longer, and what words mean. */
public final class SessionTimeouts {
    private static final int DISK_FULL = 1021;
    private static final int TABLE_FULL = 1114;
    private static final int LOCK_WAIT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int INTERRUPTED = 1317;
    private static final int SNAPSHOT_GONE = 1020;
    private static final int KILLED = 1927;
    private static final int STATEMENT_TIME = 1969;
    private static final int EXECUTION_TIME = 3024;
    private static final int NO_WAIT = 3572;

    private static final int WRITE_ERROR = 3;
    private static final int FILE_WRITE_ERROR = 1026;
    private static final int ENGINE_ERROR = 1030;
    /** ENOSPC, however the message goes. */
    private static final String NO_SPACE = "28 \"No space left on device\"";

    private SessionTimeouts() {}

    /** Locks are waited for in whole seconds, those of tables and those of rows each with a limit of its own. */
    public static void waitForLocks(Connection connection, Duration limit) throws SQLException {
        long seconds = Math.max(1, limit.plusMillis(999).toSeconds());
        set(connection, "lock_wait_timeout = " + seconds + ", innodb_lock_wait_timeout = " + seconds);
    }

    /** What a dump sets, and does not always set back. */
    static List<String> wayBack(Connection connection) throws SQLException {
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

    /** Sets variables of the session: {@code a = 1, b = 2}. */
    public static void set(Connection connection, String variables) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET SESSION " + variables);
        }
    }

    /** As the codes of both tell it: none of them means one thing here and another there. */
    static SqlErrorKind fault(SQLException e) {
        return switch (e.getErrorCode()) {
            case DISK_FULL, TABLE_FULL -> SqlErrorKind.DISK_FULL;
            case LOCK_WAIT, NO_WAIT -> SqlErrorKind.LOCK_TIMEOUT;
            case DEADLOCK, SNAPSHOT_GONE -> SqlErrorKind.SERIALIZATION_FAILURE;
            case WRITE_ERROR, ENGINE_ERROR, FILE_WRITE_ERROR ->
                String.valueOf(e.getMessage()).contains(NO_SPACE) ? SqlErrorKind.DISK_FULL : SqlErrorKind.OTHER;
            case STATEMENT_TIME, EXECUTION_TIME, INTERRUPTED -> SqlErrorKind.STATEMENT_TIMEOUT;
            case KILLED -> SqlErrorKind.CONNECTION_LOST;
            default -> SqlErrorKind.fromSqlState(e);
        };
    }
}
