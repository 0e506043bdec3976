package dev.trellis.internal.connection;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.SqlErrorKind;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections to one database: the first one, and another each time a connection is lost. */
class ConnectionFactory {
    /** How long to wait for a database that fails over to another process. */
    private static final Duration FAILOVER = Duration.ofSeconds(60);

    private static final Duration FAILOVER_PAUSE = Duration.ofMillis(250);
    /** The maximum number of causes of an exception to follow, because the causes may form a circle. */
    private static final int MAX_CAUSES = 20;

    private final DatabaseSettings settings;
    private final Path folder;
    private final Dialect dialect;
    private final ClassLoader drivers;
    private final Secrets secrets;

    /**
     * Creates the factory of the connections to one database.
     *
     * @param folder the folder that a relative path in the URL starts from
     * @param drivers finds drivers that are not on the class path
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

    /** Returns whether each connection would open a database of its own, such as a database in memory. */
    boolean isPrivate() {
        return dialect.isPrivate(settings.url());
    }

    /**
     * Returns whether the connections belong to the application, so that the settings that the application has made must be
     * kept.
     */
    boolean isGiven() {
        return false;
    }

    /** Returns whether another connection leads to the same database. */
    boolean mayOpenAnother() {
        return !isPrivate();
    }

    /** Returns whether a connection stays open when its session ends, so that the session has to close its statements. */
    boolean outlivesSession() {
        return false;
    }

    /** Returns whether another process may take over serving the database. */
    boolean mayFailOver() {
        return dialect.mayFailOver(settings.url());
    }

    /**
     * Opens a connection and configures its session.
     *
     * @throws DatabaseException {@code no_driver}, {@code access_denied}, {@code cannot_connect}
     */
    Connection connect() {
        try {
            return open();
        } catch (SQLException e) {
            String connected = dialect.connectionUrl(dialect.resolveUrl(settings.url(), folder));
            // The message of a driver may contain the URL with the parameters that the dialect has added.
            String message = secrets.hide((message(e) + cause(e)).replace(connected, settings.url()));
            throw isAccessDenied(e)
                    ? DatabaseException.accessDenied(settings.display(), settings.user(), message, withoutSecrets(e))
                    : DatabaseException.cannotConnect(settings.display(), message, withoutSecrets(e));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The driver rejects a parameter of the URL, for example a word where it expects a number.
            String message = "the driver rejects the URL: " + secrets.hide(String.valueOf(e.getMessage()));
            throw DatabaseException.cannotConnect(settings.display(), message, new SQLException(message));
        }
    }

    private Connection open() throws SQLException {
        if (!mayFailOver()) {
            return initialize(connectDriver());
        }
        Closeable guard = dialect.openGuard(dialect.resolveUrl(settings.url(), folder));
        try {
            return openRetrying();
        } finally {
            try {
                guard.close();
            } catch (IOException e) {
                // Some systems cannot delete an open file. The next process reuses the file.
            }
        }
    }

    private Connection openRetrying() throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return initialize(connectDriver());
            } catch (SQLException e) {
                boolean isLate = System.nanoTime() - start > FAILOVER.toNanos();
                if (isLate || dialect.errorKind(e) != SqlErrorKind.CONNECTION_LOST) {
                    throw e;
                }
                Backoff.sleep(FAILOVER_PAUSE.toMillis());
            }
        }
    }

    private Connection initialize(Connection connection) throws SQLException {
        try {
            configure(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Applies the settings of the dialect and the configured schema. */
    final void configure(Connection connection) throws SQLException {
        for (String setting : dialect.sessionSettings()) {
            Session.execute(connection, setting);
        }
        if (settings.schema() != null) {
            dialect.useSchema(connection, settings.schema());
        }
    }

    /** Closes a connection that is not needed any more. */
    void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The work is committed or rolled back; a failure to close the connection does not change that.
        }
    }

    DatabaseSettings settings() {
        return settings;
    }

    private Connection connectDriver() throws SQLException {
        Properties properties = new Properties();
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        String url = dialect.connectionUrl(dialect.resolveUrl(settings.url(), folder));
        String driverClass = dialect.driverClass();
        return DriverLogFilter.withoutPassword(
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

    /** Returns the exception, or a copy without secrets if the exception or one of its causes contains a secret. */
    private SQLException withoutSecrets(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause);
            if (!secrets.hide(text).equals(text)) {
                SQLException safe = new SQLException(secrets.hide(message(e)), e.getSQLState(), e.getErrorCode());
                safe.setStackTrace(e.getStackTrace());
                return safe;
            }
        }
        return e;
    }

    /** Whether the SQLSTATE is of class 28, "invalid authorization specification". */
    private static boolean isAccessDenied(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("28");
    }

    /** Returns the message of the root cause in parentheses; empty if the driver's message already contains it. */
    private static String cause(SQLException e) {
        Throwable first = e;
        for (int depth = 0; first.getCause() != null && depth < MAX_CAUSES; depth++) {
            first = first.getCause();
        }
        String text = first.getMessage();
        if (first instanceof UnknownHostException) {
            return " (unknown host" + (text == null ? "" : ": " + text) + ")";
        }
        if (first == e || text == null || text.isBlank() || message(e).contains(text)) {
            return "";
        }
        return " (" + text.strip() + ")";
    }

    /** Returns the driver's message, or the name of the exception if there is none. */
    static String message(SQLException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.strip();
    }
}
