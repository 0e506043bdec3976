package dev.trellis.bench;

import dev.trellis.Trellis;
import dev.trellis.TrellisBuilder;
import dev.trellis.UpgradeOptions;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Creates, copies, migrates and drops databases next to a given one, with the means of SQLite and PostgreSQL only. */
final class DatabaseFactory {
    static final String QUERY = "select count(*) from t0";

    private final String url;
    private final String user;
    private final String password;
    private final Kind kind;
    private final Path inputs;

    /** The connection that creates and drops databases of a server; null before the first use. */
    private @Nullable Connection admin;

    /**
     * Creates the factory.
     *
     * @param inputs the folder with the scripts of all tools
     */
    DatabaseFactory(String url, String user, String password, Kind kind, Path inputs) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.kind = kind;
        this.inputs = inputs;
    }

    /** Returns the URL of the given database. */
    String url() {
        return url;
    }

    /** Returns the URL of another database, next to the given one. */
    String urlOf(String prefix) {
        int name = url.lastIndexOf('/') + 1;
        return url.substring(0, name) + prefix + url.substring(name);
    }

    /** Creates an empty database; SQLite does so at the first connection. */
    void create(String other) throws SQLException {
        if (kind != Kind.SQLITE) {
            admin("create database " + name(other));
        }
    }

    /** Copies the given database. */
    void copy(String other) throws SQLException, IOException {
        if (kind == Kind.SQLITE) {
            Files.copy(file(url), file(other));
        } else {
            admin("create database " + name(other) + " template " + name(url));
        }
    }

    void drop(String other) throws SQLException, IOException {
        if (kind == Kind.SQLITE) {
            Files.delete(file(other));
        } else {
            admin("drop database " + name(other));
        }
    }

    /** Migrates a database with Trellis. */
    void upgrade(String other) {
        TrellisBuilder builder = Trellis.builder();
        configure(builder, other);
        try (Trellis trellis = builder.build()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    /** Declares the branch of Trellis and a database. */
    void configure(TrellisBuilder builder, String other) {
        builder.findPlugins(false)
                .database(other, user, password)
                .branch("b0", inputs.resolve("trellis/scripts/b0").toString());
    }

    /** Returns the action that cleans the given database and migrates it again with Flyway. */
    Runnable flyway() {
        return FlywayRun.cleanAndMigrate(url, user, password, inputs.resolve("flyway"));
    }

    /** Runs one query, as the test that needs the database. */
    void query(String other) throws SQLException {
        try (Connection connection = DriverManager.getConnection(other, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(QUERY);
        }
    }

    private void admin(String sql) throws SQLException {
        if (admin == null) {
            // A database can be copied only while no connection to it is open.
            admin = DriverManager.getConnection(url.replace(name(url), "postgres"), user, password);
        }
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1).replaceFirst("\\?.*", "");
    }

    private static Path file(String url) {
        return Path.of(url.replace("jdbc:sqlite:", ""));
    }
}
