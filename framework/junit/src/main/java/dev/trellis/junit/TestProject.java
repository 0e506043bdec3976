package dev.trellis.junit;

import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The migrations of test classes with the same settings: their templates, and Trellis objects for databases. */
final class TestProject implements AutoCloseable {
    private static final String BASE = "base";

    private final TestSettings settings;
    private final TemplateStore store;
    private final String key;

    /** Reads the scripts and connects to the server. */
    TestProject(TestSettings settings) {
        if (!settings.hasServer()) {
            throw new ExtensionConfigurationException(
                    "@TrellisTest has no database: set url, configuration or setup, or"
                            + " the system property trellis.test.url, for example to jdbc:sqlite:");
        }
        this.settings = settings;
        try (Trellis trellis = settings.builder().build()) {
            requireBranches(trellis);
            this.key = TestDatabaseNames.hash(
                    16,
                    trellis.fingerprint(),
                    settings.target(),
                    trellis.database().url());
            this.store = store(trellis.database(), trellis.dialect());
        } catch (SQLException e) {
            throw new ExtensionConfigurationException("@TrellisTest: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Throws an exception if the project has no branches, because the tests would then pass and test nothing. The
     * branches are listed last, because listing them reads the models of plugins.
     */
    private void requireBranches(Trellis trellis) {
        if (!settings.target().equals(BASE)
                && trellis.history(null, false).isEmpty()
                && trellis.plugins().isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@TrellisTest has no branches: set configuration, for example to trellis.yaml, or a setup that declares"
                            + " a branch, or add a plugin to the class path; target = \"base\" gives an empty database");
        }
    }

    private static TemplateStore store(DatabaseSettings server, Dialect dialect) throws SQLException, IOException {
        String project = TestDatabaseNames.hash(8, Path.of("").toAbsolutePath().toString(), server.url());
        return switch (dialect.name()) {
            case "sqlite" -> new SqliteTemplates(server);
            case "h2" -> new H2Templates(server, dialect);
            case "postgresql" -> new PostgresqlTemplates(server, dialect, project);
            case "mariadb", "mysql" -> new MysqlTemplates(server, dialect, project);
            default -> new MigratedCopies(server, dialect);
        };
    }

    /** Returns a new database at the target. */
    MigratedDatabase migrated() throws SQLException {
        return settings.target().equals(BASE) ? store.empty() : store.copy(key, this::migrate);
    }

    /** Returns a new database without tables. */
    MigratedDatabase empty() throws SQLException {
        return store.empty();
    }

    private void migrate(DatabaseSettings database) {
        try (Trellis trellis = open(settings.builder(), database)) {
            trellis.upgrade(settings.target(), UpgradeOptions.NONE);
        }
    }

    /**
     * Opens the migrations on a database.
     *
     * @param labels the branches that are used; null for all
     */
    Trellis open(MigratedDatabase database, @Nullable Collection<String> labels) {
        TrellisBuilder builder = settings.builder();
        if (labels != null) {
            builder.onlyBranches(labels);
        }
        return open(builder, new DatabaseSettings(database.url(), database.user(), database.password(), null));
    }

    private static Trellis open(TrellisBuilder builder, DatabaseSettings database) {
        Trellis trellis = builder.database(database.url(), database.user(), database.password())
                .build();
        if (!trellis.database().url().equals(database.url())) {
            trellis.close();
            throw new ExtensionConfigurationException(
                    "the setup of @TrellisTest gives a data source or a connection, but"
                            + " each test has a database of its own: call database(url, user, password) instead");
        }
        return trellis;
    }

    @Override
    public void close() throws SQLException {
        store.close();
    }
}
