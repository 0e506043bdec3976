package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The templates of H2: files with the statements that the command SCRIPT returns. A copy runs the statements in a new
 * database in memory, even if the configured URL names a file. H2 has no other way to copy a database in memory, and copying
 * a file would not be faster, because H2 runs the same statements when it opens the copy.
 */
final class H2Templates implements TemplateStore {
    private final DatabaseSettings server;
    private final Dialect dialect;
    private final TemplateFolder folder;
    private final Map<String, List<String>> scripts = new HashMap<>();

    H2Templates(DatabaseSettings server, Dialect dialect) throws IOException {
        this.server = server;
        this.dialect = dialect;
        this.folder = new TemplateFolder();
    }

    @Override
    public MigratedDatabase copy(String key, Migration migration) throws SQLException {
        List<String> script = script(key, migration);
        DatabaseSettings settings = settings();
        try (Connection connection = DriverDataSource.connect(settings);
                Statement statement = connection.createStatement()) {
            for (String sql : script) {
                statement.execute(sql);
            }
        }
        return database(settings);
    }

    private synchronized List<String> script(String key, Migration migration) throws SQLException {
        List<String> script = scripts.get(key);
        if (script == null) {
            try {
                script = read(folder.template(key + ".h2", file -> write(file, migrated(migration))));
            } catch (SQLException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new SQLException("cannot read the template: " + e.getMessage(), e);
            }
            scripts.put(key, script);
        }
        return script;
    }

    private List<String> migrated(Migration migration) throws SQLException {
        try (MigratedDatabase template = database(settings());
                Connection connection = template.connect();
                Statement statement = connection.createStatement()) {
            migration.run(new DatabaseSettings(template.url(), template.user(), template.password(), server.schema()));
            List<String> script = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SCRIPT NOPASSWORDS NOSETTINGS")) {
                while (rows.next()) {
                    String sql = rows.getString(1);
                    if (!sql.startsWith("--") && !sql.startsWith("CREATE USER")) {
                        script.add(sql);
                    }
                }
            }
            return script;
        }
    }

    private static void write(Path file, List<String> script) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (String sql : script) {
                byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
    }

    private static List<String> read(Path file) throws IOException {
        List<String> script = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (in.available() > 0) {
                script.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
        }
        return script;
    }

    @Override
    public MigratedDatabase empty() throws SQLException {
        return database(settings());
    }

    private DatabaseSettings settings() {
        String url = dialect.scratchDatabases(
                        server.url(), "trellis_test_" + TestDatabaseNames.random() + TestDatabaseNames.random())
                .get(0)
                .url();
        return new DatabaseSettings(
                dialect.connectionUrl(url) + ";DB_CLOSE_DELAY=-1", server.user(), server.password(), server.schema());
    }

    private static MigratedDatabase database(DatabaseSettings settings) {
        return new MigratedDatabase(settings, () -> {
            try (Connection connection = DriverDataSource.connect(settings);
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            }
        });
    }

    @Override
    public void close() {
        folder.close();
    }
}
