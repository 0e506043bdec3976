package dev.trellis.dialect.mysqlbase;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Reads and sets the variables of a session. */
public final class SessionVariables {
    /** The greatest value of {@code wait_timeout} on every platform, 24 days in seconds. */
    static final int LONGEST_WAIT_TIMEOUT = 2_147_483;

    private SessionVariables() {}

    /** Sets the time that a statement may wait for locks on tables and on rows, in whole seconds rounded up. */
    static void setLockWait(Connection connection, Duration limit) throws SQLException {
        long seconds = Math.max(1, limit.plusMillis(999).toSeconds());
        set(connection, "lock_wait_timeout = " + seconds + ", innodb_lock_wait_timeout = " + seconds);
    }

    /** Sets variables of the session, {@code a = 1, b = 2}. */
    public static void set(Connection connection, String variables) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET SESSION " + variables);
        }
    }
}
