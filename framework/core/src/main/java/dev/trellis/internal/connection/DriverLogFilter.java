package dev.trellis.internal.connection;

import dev.trellis.config.Secrets;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The log of a driver while it is given a URL that holds a password. PostgreSQL's writes a URL that it cannot read to its
 * log as it stands, which by default is the error stream.
 */
final class DriverLogFilter {
    interface Connecting<T> {
        T connect() throws SQLException;
    }

    private DriverLogFilter() {}

    /** Connects; whatever the driver has to say about a URL with a password is in its exception, where it is hidden. */
    static <T> T guarded(String url, String driverClass, Connecting<T> connecting) throws SQLException {
        if (Secrets.url(url).equals(url)) {
            return connecting.connect();
        }
        Logger log = Logger.getLogger(driverClass.replaceAll("^(\\w+\\.\\w+)\\..*", "$1"));
        Level level = log.getLevel();
        log.setLevel(Level.OFF);
        try {
            return connecting.connect();
        } finally {
            log.setLevel(level);
        }
    }
}
