package dev.trellis.runtime;

import dev.trellis.Extensions;
import dev.trellis.Trellis;
import dev.trellis.Trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.dialect.Dialect;
import dev.trellis.schema.Schema;
import dev.trellis.script.JavaStep;
import dev.trellis.testbed.ChildJvm;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A project in a folder with a database of its own. */
final class Site implements AutoCloseable {
    private static final Set<String> OWN = Set.of("trellis_version", "trellis_history");

    private final TestDatabase database;
    private final Path folder;
    private String settings = "";

    Site(Kind kind, Path folder) {
        this(TestDatabase.open(kind), folder);
    }

    /** On a database that other processes reach as well. */
    static Site shared(Kind kind, Path folder) {
        return new Site(TestDatabase.shared(kind), folder);
    }

    Site(TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestDatabase database() {
        return database;
    }

    Path folder() {
        return folder;
    }

    /** Lines for the configuration. */
    Site with(String lines) {
        settings = lines;
        return this;
    }

    /** Writes a script of the branch {@code app}; the first lines of its header are written by itself. */
    Path script(String id, String parent, String rest) {
        String labels = parent.equals("null") ? "branch_labels: [app]\n" : "";
        return write(
                "db/" + id + ".yaml",
                "revision: " + id + "\ndown_revision: " + parent + "\n" + labels + "message: step " + id + "\n" + rest);
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            // Another thread or process may be reading what is there already.
            boolean same = Files.exists(file) && Files.readString(file).equals(text);
            return same ? file : Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path configuration() {
        return configuration(database.url());
    }

    Path configuration(String url) {
        String user = database.user() == null ? "" : ", user: \"" + database.user() + "\"";
        String password = database.password() == null ? "" : ", password: \"" + database.password() + "\"";
        return write(
                "trellis.yaml",
                "database: {url: \"" + url + "\"" + user + password + "}\nbranches:\n  app: {directory: db}\n"
                        + settings);
    }

    Trellis trellis() {
        return trellis(Extensions.NONE, Listener.NONE);
    }

    Trellis trellis(Extensions extensions, Listener listener) {
        return trellis(configuration(), extensions, listener);
    }

    /** The project with another database's URL. */
    Trellis trellis(String url) {
        return trellis(configuration(url), Extensions.NONE, Listener.NONE);
    }

    private static Trellis trellis(Path configuration, Extensions extensions, Listener listener) {
        return new Trellis(ConfigurationReader.read(configuration, null, Map.of(), name -> null), extensions, listener);
    }

    Report upgrade() {
        try (Trellis trellis = trellis()) {
            return trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    List<Entry> attempts() {
        try (Trellis trellis = trellis()) {
            return trellis.attempts();
        }
    }

    static Extensions extensions(
            List<Class<? extends Dialect>> dialects,
            Map<String, Class<? extends JavaStep>> steps,
            Extensions.Instances instances) {
        return new Extensions(
                List.of(),
                dialects,
                Map.of(),
                steps,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Site.class.getClassLoader(),
                instances);
    }

    /** The revisions that the history calls done, in its order. */
    List<String> applied() {
        return attempts().stream()
                .filter(entry -> entry.outcome().equals(Entry.APPLIED))
                .map(entry -> entry.direction() + " " + entry.revision())
                .toList();
    }

    /** Starts {@link Child} on this project in a JVM of its own. */
    Process start(String... arguments) {
        return start(List.of(), arguments);
    }

    /** The same where no file may grow beyond so many kilobytes, as where the disk is full. */
    Process startLimited(int kilobytes) {
        return start(List.of("sh", "-c", "ulimit -f " + 2 * kilobytes + "; exec \"$@\"", "sh"));
    }

    private Process start(List<String> before, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("trellis.yaml").toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder child = ChildJvm.of(List.of("-Xmx96m"), Child.class.getName(), command);
            child.command().addAll(0, before);
            return child.redirectOutput(
                            Redirect.appendTo(folder.resolve("out.txt").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output() {
        try {
            return Files.readString(folder.resolve("out.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is in the database but Trellis's own tables: the structure, then the rows of each table. */
    String content() throws SQLException {
        Dialect dialect = dialect(database.kind());
        StringBuilder text = new StringBuilder();
        try (Connection connection = database.connect()) {
            Schema schema = dialect.inspect(connection, List.of()).only(name -> !OWN.contains(name.name()));
            text.append(schema);
            schema.tables()
                    .values()
                    .forEach(table -> text.append('\n')
                            .append(table.name())
                            .append(database.query("SELECT * FROM " + table.name() + " ORDER BY 1").stream()
                                    .collect(Collectors.joining("; ", " [", "]"))));
        }
        return text + "\nat " + database.query("SELECT version_num FROM trellis_version ORDER BY 1");
    }

    static Dialect dialect(Kind kind) {
        return switch (kind) {
            case SQLITE -> new dev.trellis.dialect.sqlite.SqliteDialect();
            case POSTGRESQL -> new dev.trellis.dialect.postgresql.PostgresqlDialect();
            case MARIADB -> new dev.trellis.dialect.mariadb.MariadbDialect();
            case MYSQL -> new dev.trellis.dialect.mysql.MysqlDialect();
            case H2 -> new dev.trellis.dialect.h2.H2Dialect();
        };
    }

    @Override
    public void close() {
        database.close();
    }
}
