package dev.trellis.junit;

import dev.trellis.Trellis;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The database of a test and the objects on it that the test has received as parameters, all of them opened when needed. */
final class TestDatabase implements AutoCloseable {
    private final TestProject project;
    private @Nullable MigratedDatabase database;
    private @Nullable Connection connection;
    private @Nullable Handle handle;
    private @Nullable Trellis trellis;

    TestDatabase(TestProject project) {
        this.project = project;
    }

    synchronized MigratedDatabase database() throws SQLException {
        if (database == null) {
            database = project.migrated();
        }
        return database;
    }

    synchronized Connection connection() throws SQLException {
        if (connection == null) {
            connection = database().connect();
        }
        return connection;
    }

    synchronized Handle handle() throws SQLException {
        if (handle == null) {
            handle = Jdbi.open(database().dataSource());
        }
        return handle;
    }

    synchronized Trellis trellis() throws SQLException {
        if (trellis == null) {
            trellis = project.open(database(), null);
        }
        return trellis;
    }

    @Override
    public synchronized void close() throws SQLException {
        if (trellis != null) {
            trellis.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
