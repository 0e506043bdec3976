package dev.trellis.dialect.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Delays the end of a process that serves the database file to other processes (AUTO_SERVER). When the serving process
 * closes its connection, H2 needs seconds to let another process open the file. Processes that only waited for the
 * migration need less time to finish, so the serving process first waits for them to disconnect. The wait has a limit,
 * because a client may stay connected for other reasons.
 */
final class H2AutoServerHandover {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 20;

    /**
     * Returns one row with the number of clients if this connection is the only one of the serving process; otherwise no
     * row.
     */
    private static final String CLIENTS = "SELECT COUNT(CLIENT_ADDR) FROM INFORMATION_SCHEMA.SESSIONS"
            + " HAVING COUNT(*) = COUNT(CLIENT_ADDR) + 1"
            + " AND COUNT(CASE WHEN SESSION_ID = SESSION_ID() AND CLIENT_ADDR IS NULL THEN 1 END) = 1";

    private H2AutoServerHandover() {}

    static void waitForClients(Connection connection) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            while (hasClients(statement) && System.nanoTime() - start < LIMIT.toNanos()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasClients(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(CLIENTS)) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
