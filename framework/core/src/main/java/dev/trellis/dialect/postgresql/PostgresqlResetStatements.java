package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.SessionReset;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Statements that restore the state of a session.
 *
 * @param settings restore the settings and the role
 * @param objects remove the objects that the script has left in the session
 */
record PostgresqlResetStatements(String settings, String objects) implements SessionReset {
    /** The advisory locks of the session in the present database. */
    static final String OWN_LOCKS = "FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted"
            + " AND pid = pg_catalog.pg_backend_pid() AND database = (SELECT oid FROM pg_catalog.pg_database"
            + " WHERE datname = pg_catalog.current_database())";

    @Override
    public void resetSettings(Connection connection) throws SQLException {
        execute(connection, settings);
    }

    @Override
    public void removeObjects(Connection connection) throws SQLException {
        execute(connection, objects);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
