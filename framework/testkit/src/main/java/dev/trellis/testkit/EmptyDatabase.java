package dev.trellis.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that contains no tables when a test starts. */
public interface EmptyDatabase extends AutoCloseable {

    /**
     * Opens a connection, which the test closes.
     *
     * @throws SQLException if the driver reports one
     */
    Connection connect() throws SQLException;

    /**
     * Removes the database after the test.
     *
     * @throws SQLException if the driver reports one
     */
    @Override
    void close() throws SQLException;

    /**
     * Returns the database of a JDBC URL.
     *
     * @param statements the statements that remove the database after the test, for example {@code SHUTDOWN}
     */
    static EmptyDatabase of(String url, String user, String password, String... statements) {
        List<String> removal = List.of(statements);
        return new EmptyDatabase() {
            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection(url, user, password);
            }

            @Override
            public void close() throws SQLException {
                try (Connection connection = connect();
                        Statement statement = connection.createStatement()) {
                    for (String sql : removal) {
                        statement.execute(sql);
                    }
                }
            }
        };
    }
}
