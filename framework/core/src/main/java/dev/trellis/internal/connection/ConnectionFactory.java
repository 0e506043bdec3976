package dev.trellis.internal.connection;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.SqlErrorKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The way to a database, which may be gone as often as a connection is lost. */
final class ConnectionFactory {
    /** How long a database that is changing hands is waited for. */
    private static final Duration CHANGE_OF_HANDS = Duration.ofSeconds(60);

    private final DatabaseSettings settings;
    private final Path folder;
    private final Dialect dialect;
    private final ClassLoader drivers;
    private final Secrets secrets;

    /**
     * @param folder where a relative path in the URL starts
     * @param drivers where drivers are found besides the class path
     */
    ConnectionFactory(DatabaseSettings settings, Path folder, Dialect dialect, ClassLoader drivers) {
        this.settings = settings;
        this.folder = folder;
        this.dialect = dialect;
        this.drivers = drivers;
        this.secrets = settings.secrets();
    }

    Dialect dialect() {
        return dialect;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Whether another process may come to serve the database. */
    boolean changesHands() {
        return dialect.mayFailOver(settings.url());
    }

    /** @throws DatabaseException {@code no_driver}, {@code access_denied}, {@code cannot_connect} */
    Connection connect() {
        try {
            return open();
        } catch (SQLException e) {
            String why = secrets.hide(message(e));
            throw isAccessDenied(e)
                    ? DatabaseException.accessDenied(settings.display(), settings.user(), why, withoutSecrets(e))
                    : DatabaseException.cannotConnect(settings.display(), why, withoutSecrets(e));
        }
    }

    private Connection open() throws SQLException {
        if (!changesHands()) {
            return initialize(connectDriver());
        }
        Closeable gate = dialect.openGuard(dialect.resolve(settings.url(), folder));
        try {
            return openRetrying();
        } finally {
            try {
                gate.close();
            } catch (IOException e) {
                // Some systems keep a file as long as it is open. The next one takes it up.
            }
        }
    }

    private Connection openRetrying() throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return initialize(connectDriver());
            } catch (SQLException e) {
                boolean late = System.nanoTime() - start > CHANGE_OF_HANDS.toNanos();
                if (late || dialect.errorKind(e) != SqlErrorKind.CONNECTION_LOST) {
                    throw e;
                }
                Backoff.sleep(CHANGE_OF_HANDS.toMillis() / 240);
            }
        }
    }

    private Connection initialize(Connection connection) throws SQLException {
        try {
            for (String setting : dialect.sessionSettings()) {
                Session.execute(connection, setting);
            }
            if (settings.schema() != null) {
                dialect.useSchema(connection, settings.schema());
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connectDriver() throws SQLException {
        Properties properties = new Properties();
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        String url = dialect.url(dialect.resolve(settings.url(), folder));
        String driverClass = dialect.driverClass();
        return DriverLogFilter.guarded(
                url, driverClass == null ? "" : driverClass, () -> connectDriver(url, properties));
    }

    private Connection connectDriver(String url, Properties properties) throws SQLException {
        Driver driver = driver();
        Connection connection = driver == null ? null : driver.connect(url, properties);
        if (connection != null) {
            return connection;
        }
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw DatabaseException.noDriver(settings.display());
        }
        return DriverManager.getConnection(url, properties);
    }

    private @Nullable Driver driver() {
        if (dialect.driverClass() == null) {
            return null;
        }
        try {
            Class<?> type = Class.forName(dialect.driverClass(), true, drivers);
            return (Driver) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** The exception, or, where anything in it tells a secret, one that says the same without it. */
    private SQLException withoutSecrets(SQLException e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            String said = String.valueOf(each);
            if (!secrets.hide(said).equals(said)) {
                SQLException safe = new SQLException(secrets.hide(message(e)), e.getSQLState(), e.getErrorCode());
                safe.setStackTrace(e.getStackTrace());
                return safe;
            }
        }
        return e;
    }

    /** SQLSTATE class 28 is "invalid authorization"; SQLite and H2 have no other trouble of that kind. */
    private static boolean isAccessDenied(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("28");
    }

    /** What a driver says, or at least what kind of exception it says it by. */
    static String message(SQLException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.strip();
    }
}
