package dev.trellis.testbed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The driver's own connection behind a connection that checks its statements. */
public final class DriverConnection {
    private static final List<Class<?>> TYPES = List.of(
            org.sqlite.SQLiteConnection.class,
            org.h2.jdbc.JdbcConnection.class,
            org.postgresql.PGConnection.class,
            org.mariadb.jdbc.Connection.class,
            com.mysql.cj.jdbc.JdbcConnection.class);

    private DriverConnection() {}

    /** Returns the driver's connection, which remains the property of the given one. */
    public static Connection of(Connection connection) throws SQLException {
        for (Class<?> type : TYPES) {
            if (connection.isWrapperFor(type)) {
                return (Connection) connection.unwrap(type);
            }
        }
        throw new IllegalStateException("an unknown driver");
    }

    /** Executes a statement on the driver's connection, so that it is not checked. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = of(connection).createStatement()) {
            statement.execute(sql);
        }
    }
}
