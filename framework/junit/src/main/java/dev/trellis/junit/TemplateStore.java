package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import java.sql.SQLException;

/**
 * Migrated databases, one for each state of the scripts, and copies of them for tests. Other processes may use the same
 * templates at the same time; one of them builds a template, the others wait.
 */
interface TemplateStore extends AutoCloseable {
    /** Migrates an empty database that becomes a template. */
    interface Migration {
        void run(DatabaseSettings database) throws SQLException;
    }

    /**
     * Returns a new copy of a template, which is built first if it does not exist.
     *
     * @param key identifies the state of the scripts, 16 hexadecimal digits
     */
    MigratedDatabase copy(String key, Migration migration) throws SQLException;

    /** Returns a new, empty database. */
    MigratedDatabase empty() throws SQLException;

    /** Removes the databases and files that only this process uses; templates stay. */
    @Override
    void close() throws SQLException;
}
