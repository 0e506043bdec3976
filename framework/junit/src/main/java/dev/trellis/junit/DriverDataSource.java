package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that opens connections with the JDBC driver and closes all of them at the end of a test. */
final class DriverDataSource implements DataSource {
    private final DatabaseSettings settings;
    private final List<Connection> opened = new ArrayList<>();

    DriverDataSource(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** Opens a connection that the caller closes. */
    static Connection connect(DatabaseSettings settings) throws SQLException {
        return connect(settings, settings.user(), settings.password());
    }

    private static Connection connect(DatabaseSettings settings, @Nullable String user, @Nullable String password)
            throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(settings.url(), properties);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return remember(connect(settings));
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return remember(connect(settings, user, password));
    }

    private synchronized Connection remember(Connection connection) throws SQLException {
        opened.add(connection);
        return connection;
    }

    synchronized void closeConnections() throws SQLException {
        for (Connection connection : opened) {
            connection.close();
        }
        opened.clear();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
