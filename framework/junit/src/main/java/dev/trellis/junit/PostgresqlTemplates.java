package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import java.sql.SQLException;
import java.util.List;

/** The templates of PostgreSQL, which can copy a database while no connection to it is open. */
final class PostgresqlTemplates extends ServerTemplates {
    PostgresqlTemplates(DatabaseSettings server, Dialect dialect, String project) throws SQLException {
        super(server, dialect, project);
    }

    @Override
    List<String> databases(String prefix) throws SQLException {
        return query("SELECT datname FROM pg_database WHERE starts_with(datname, '" + prefix + "') ORDER BY oid");
    }

    @Override
    boolean isBuilt(String template) throws SQLException {
        return !query("SELECT 1 FROM pg_database WHERE datname = '" + template + "'")
                .isEmpty();
    }

    @Override
    void finish(String building, String template) throws SQLException {
        execute("ALTER DATABASE " + building + " ALLOW_CONNECTIONS false");
        execute("ALTER DATABASE " + building + " RENAME TO " + template);
    }

    @Override
    void createCopy(String name, String template) throws SQLException {
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    }

    @Override
    void create(String name) throws SQLException {
        execute("CREATE DATABASE " + name);
    }

    @Override
    void drop(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
