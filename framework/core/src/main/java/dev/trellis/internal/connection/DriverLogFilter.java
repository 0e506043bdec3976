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

    /** Connects. The driver's message about a URL with a password is still in its exception, where secrets are hidden. */
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
