package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database of a test. After the test, the connections of the database's data source are closed and the database is
 * dropped.
 */
public final class MigratedDatabase implements AutoCloseable {
    private final DatabaseSettings settings;
    private final DriverDataSource dataSource;
    private final Drop drop;
    private boolean isClosed;

    /** Removes the database after its connections have been closed. */
    interface Drop {
        void run() throws SQLException;
    }

    MigratedDatabase(DatabaseSettings settings, Drop drop) {
        this.settings = settings;
        this.dataSource = new DriverDataSource(settings);
        this.drop = drop;
    }

    DatabaseSettings settings() {
        return settings;
    }

    /** Returns the JDBC URL. */
    public String url() {
        return settings.url();
    }

    /** Returns the user; null if the URL contains the user, or if the database has none. */
    public @Nullable String user() {
        return settings.user();
    }

    /** Returns the password; null if the URL contains the password, or if there is none. */
    public @Nullable String password() {
        return settings.password();
    }

    /** Returns a data source that opens a new connection each time. */
    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Opens a connection, which is closed with the database at the latest.
     *
     * @throws SQLException if the driver reports one
     */
    public Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    /** Drops the database. JUnit calls this method after the test. */
    @Override
    public synchronized void close() throws SQLException {
        if (!isClosed) {
            isClosed = true;
            dataSource.closeConnections();
            drop.run();
        }
    }

    @Override
    public String toString() {
        return settings.display();
    }
}
