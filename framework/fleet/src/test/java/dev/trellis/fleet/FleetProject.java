package dev.trellis.fleet;

import dev.trellis.Extensions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A project with a fleet: a folder with scripts and a configuration, and the schemas of a database. */
final class FleetProject implements AutoCloseable {
    static final String PASSWORD_VARIABLE = "FLEET_TEST_PASSWORD";

    private final Path folder;
    private final TestDatabase database;
    private final List<String> schemas = new ArrayList<>();
    private int revisions;

    private FleetProject(Path folder, TestDatabase database) {
        this.folder = folder;
        this.database = database;
    }

    /** Creates a project with a number of schemas; on SQLite, of files. */
    static FleetProject create(Path folder, Kind kind, int targets) {
        FleetProject project = new FleetProject(folder, TestDatabase.shared(kind));
        String name = kind == Kind.MARIADB || kind == Kind.MYSQL
                ? project.database.query("select database()").get(0)
                : "s";
        for (int i = 0; i < targets; i++) {
            project.addSchema(name + "_" + i);
        }
        return project;
    }

    void addSchema(String name) {
        schemas.add(name);
        if (database.kind() == Kind.MARIADB || database.kind() == Kind.MYSQL) {
            database.execute("create database `" + name.replace("`", "``") + "`");
        } else if (database.kind() != Kind.SQLITE) {
            database.execute("create schema \"" + name.replace("\"", "\"\"") + "\"");
        }
    }

    Path folder() {
        return folder;
    }

    TestDatabase database() {
        return database;
    }

    List<String> schemas() {
        return schemas;
    }

    Path file(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds revisions, each of which creates a table and an index. */
    FleetProject addRevisions(int count) {
        for (int i = 0; i < count; i++) {
            addRevision("""
                      - create_table: {name: t%1$d, columns: {id: integer, name: string(40)}, primary_key: [id]}
                      - create_index: {name: ix_t%1$d, table: t%1$d, columns: [name]}
                    """.formatted(revisions), "  - drop_table: t%d%n".formatted(revisions));
        }
        return this;
    }

    FleetProject addRevision(String upgrade, String downgrade) {
        String label = revisions == 0 ? "branch_labels: [app]\n" : "";
        String text = "revision: " + id(revisions) + "\ndown_revision: "
                + (revisions == 0 ? "null" : id(revisions - 1)) + "\n" + label + "message: revision " + revisions
                + "\nupgrade:\n" + upgrade + "downgrade:\n" + downgrade;
        file("db/" + id(revisions) + ".yaml", text);
        revisions++;
        return this;
    }

    static String id(int number) {
        return "%012x".formatted(0xa00000000000L + number);
    }

    String lastId() {
        return id(revisions - 1);
    }

    /** Writes a configuration with one target for each schema, and further lines. */
    FleetProject configure(String fleet) {
        file(
                "trellis.yaml",
                "branches: {app: {directory: db}}\nlock_timeout: 10s\nfleet:\n" + fleet + "  targets:\n"
                        + IntStream.range(0, schemas.size())
                                .mapToObj(i -> "    - " + target(schemas.get(i), i))
                                .collect(Collectors.joining("\n"))
                        + "\n");
        return this;
    }

    private String target(String schema, int number) {
        String wave = number == 0 ? "canary" : "rest";
        String labels = "labels: [" + (number % 2 == 0 ? "even" : "odd") + "], wave: " + wave;
        return database.kind() == Kind.SQLITE
                ? "{id: %s, url: \"jdbc:sqlite:%s.db\", %s}".formatted(schema, schema, labels)
                : "{id: %s, %s, schema: %s, %s}".formatted(schema, connection(), schema, labels);
    }

    /** Returns the URL, the user and the password as the entries of a mapping. */
    String connection() {
        String user = database.user() == null ? "" : ", user: \"" + database.user() + "\"";
        String password = database.password() == null ? "" : ", password: {env: " + PASSWORD_VARIABLE + "}";
        return "url: \"" + database.url() + "\"" + user + password;
    }

    Fleet fleet() {
        String password = Objects.requireNonNullElse(database.password(), "");
        return Fleet.of(
                ConfigurationReader.read(
                        folder.resolve("trellis.yaml"),
                        null,
                        Map.of(),
                        name -> name.equals(PASSWORD_VARIABLE) ? password : System.getenv(name)),
                Extensions.NONE);
    }

    Results run(FleetTask task) {
        return run(task, Selection.ALL);
    }

    Results run(FleetTask task, Selection selection) {
        Results results = new Results();
        results.summary = fleet().run(task, selection, results);
        return results;
    }

    /** Returns the rows of a query in a schema; {@code %s} in the SQL stands for its name. */
    List<String> query(String schema, String sql) {
        if (database.kind() == Kind.SQLITE) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(schema + ".db"));
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql.replace("%s", "main"))) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return database.query(sql.replace("%s", quote(schema)));
    }

    String quote(String name) {
        return database.kind() == Kind.MARIADB || database.kind() == Kind.MYSQL
                ? "`" + name.replace("`", "``") + "`"
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() {
        if (database.kind() == Kind.MARIADB || database.kind() == Kind.MYSQL) {
            schemas.forEach(schema -> database.execute("drop database if exists " + quote(schema)));
        }
        database.close();
    }

    /** The results of a run. */
    static final class Results implements FleetListener {
        private final List<TargetResult> all = new ArrayList<>();
        private FleetSummary summary = new FleetSummary(Map.of(), 0);

        @Override
        public void result(TargetResult result) {
            all.add(result);
        }

        List<TargetResult> all() {
            return all;
        }

        FleetSummary summary() {
            return summary;
        }

        int count(TargetStatus status) {
            return summary.count(status);
        }

        TargetResult of(String id) {
            return all.stream()
                    .filter(result -> result.target().equals(id))
                    .findFirst()
                    .orElseThrow();
        }

        List<String> errors() {
            return all.stream()
                    .filter(result -> result.error() != null)
                    .map(result -> result.target() + ": " + result.error())
                    .toList();
        }
    }
}
