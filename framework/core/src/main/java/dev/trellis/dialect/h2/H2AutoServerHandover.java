package dev.trellis.dialect.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The end of a process that serves the file to others. Those that have waited for it to do all there is to do are done
 * sooner than one of them could take the file over, which takes H2 seconds each time; so it lets them go first. One that
 * stays for other reasons is not waited for any longer than that.
 */
final class H2AutoServerHandover {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 20;

    /** One row where this connection is the only one of the process that serves: how many others it serves. */
    private static final String SERVED = "SELECT COUNT(CLIENT_ADDR) FROM INFORMATION_SCHEMA.SESSIONS"
            + " HAVING COUNT(*) = COUNT(CLIENT_ADDR) + 1"
            + " AND COUNT(CASE WHEN SESSION_ID = SESSION_ID() AND CLIENT_ADDR IS NULL THEN 1 END) = 1";

    private H2AutoServerHandover() {}

    static void end(Connection connection) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            while (serves(statement) && System.nanoTime() - start < LONGEST.toNanos()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean serves(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(SERVED)) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
