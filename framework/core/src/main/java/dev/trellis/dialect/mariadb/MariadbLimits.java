package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long things may take, and what the server says when they take longer. */
final class MariadbLimits {
    private static final int DISK_FULL = 1021;
    private static final int TABLE_FULL = 1114;
    private static final int LOCK_WAIT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int INTERRUPTED = 1317;
    private static final int SNAPSHOT_GONE = 1020;
    private static final int KILLED = 1927;
    private static final int STATEMENT_TIME = 1969;

    private static final int WRITE_ERROR = 3;
    private static final int FILE_WRITE_ERROR = 1026;
    private static final int ENGINE_ERROR = 1030;
    /** ENOSPC, however the message goes. */
    private static final String NO_SPACE = "28 \"No space left on device\"";

    private MariadbLimits() {}

    /** Locks are waited for in whole seconds, those of tables and those of rows each with a limit of its own. */
    static void set(Connection connection, @Nullable Duration statement, @Nullable Duration lockWait)
            throws SQLException {
        try (Statement sql = connection.createStatement()) {
            if (statement != null) {
                sql.execute("SET SESSION max_statement_time = "
                        + String.format(Locale.ROOT, "%.3f", statement.toMillis() / 1000.0));
            }
            if (lockWait != null) {
                long seconds = Math.max(1, lockWait.plusMillis(999).toSeconds());
                sql.execute("SET SESSION lock_wait_timeout = " + seconds + ", innodb_lock_wait_timeout = " + seconds);
            }
        }
    }

    static Fault fault(SQLException e) {
        return switch (e.getErrorCode()) {
            case DISK_FULL, TABLE_FULL -> Fault.DISK_FULL;
            case LOCK_WAIT -> Fault.LOCK_TIMEOUT;
            case DEADLOCK, SNAPSHOT_GONE -> Fault.SERIALIZATION_FAILURE;
            case WRITE_ERROR, ENGINE_ERROR, FILE_WRITE_ERROR ->
                String.valueOf(e.getMessage()).contains(NO_SPACE) ? Fault.DISK_FULL : Fault.OTHER;
            case STATEMENT_TIME, INTERRUPTED -> Fault.STATEMENT_TIMEOUT;
            case KILLED -> Fault.CONNECTION_LOST;
            default -> Fault.ofState(e);
        };
    }
}
