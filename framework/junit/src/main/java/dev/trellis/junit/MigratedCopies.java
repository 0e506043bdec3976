package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A store without templates, which migrates each database from empty. Dialects of plugins use this store, because Trellis
 * knows no faster way to copy their databases.
 */
final class MigratedCopies implements TemplateStore {
    private final DatabaseSettings server;
    private final Dialect dialect;

    MigratedCopies(DatabaseSettings server, Dialect dialect) {
        this.server = server;
        this.dialect = dialect;
    }

    @Override
    public MigratedDatabase copy(String key, Migration migration) throws SQLException {
        MigratedDatabase database = empty();
        migration.run(database.settings());
        return database;
    }

    @Override
    public MigratedDatabase empty() throws SQLException {
        ScratchDatabase scratch =
                dialect.scratchDatabases(server.url(), "trellis_test_" + TestDatabaseNames.random()).stream()
                        .filter(each -> each.schema() == null)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "the dialect '" + dialect.name() + "' has no throwaway databases for tests"));
        execute(scratch.create());
        // Where schemas are databases, the configured one is another database than the temporary one.
        DatabaseSettings settings = new DatabaseSettings(
                scratch.url(), server.user(), server.password(), scratch.isolated() ? server.schema() : null);
        return new MigratedDatabase(settings, () -> execute(scratch.drop()));
    }

    private void execute(List<String> statements) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        try (Connection connection = DriverDataSource.connect(server);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {}
}
