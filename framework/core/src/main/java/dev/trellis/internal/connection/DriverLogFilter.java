package dev.trellis.internal.connection;

import dev.trellis.config.Secrets;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Silences a driver's log while it parses a URL that contains a password. PostgreSQL's driver logs a URL that it cannot
 * parse, by default to the error stream.
 */
final class DriverLogFilter {
    /** Connects to the database. */
    interface Connect<T> {
        T connect() throws SQLException;
    }

    private DriverLogFilter() {}

    /**
     * Connects, with the driver's log switched off if the URL contains a password. The driver's message is still in its
     * exception, and Trellis hides the secrets in that message.
     */
    static <T> T withoutPassword(String url, String driverClass, Connect<T> driver) throws SQLException {
        if (Secrets.url(url).equals(url)) {
            return driver.connect();
        }
        Logger log = Logger.getLogger(driverClass.replaceAll("^(\\w+\\.\\w+)\\..*", "$1"));
        Level level = log.getLevel();
        log.setLevel(Level.OFF);
        try {
            return driver.connect();
        } finally {
            log.setLevel(level);
        }
    }
}
