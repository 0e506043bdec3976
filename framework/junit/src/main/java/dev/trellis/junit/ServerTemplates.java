package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.dialect.SessionLock;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Templates that are databases on a server. One connection to the configured database creates and drops all other databases.
 * As long as this connection is open, a lock marks the copies of this process as used; after a process has been killed, the
 * next process drops the copies of the killed process.
 */
abstract class ServerTemplates implements TemplateStore {
    /**
     * The number of templates that are kept for one project. When a template is built, older templates beyond this number
     * are dropped.
     */
    private static final int KEPT = 16;

    private static final long LOCK_POLL_MILLIS = 50;
    private static final Pattern COPY = Pattern.compile("trellis_test_[0-9a-f]{8}_([0-9a-f]{8})_[0-9]+");

    private final DatabaseSettings server;
    private final Dialect dialect;
    private final String project;
    private final String process = TestDatabaseNames.random();
    private final Connection connection;
    private final Set<String> built = new HashSet<>();
    private int copies;

    /**
     * Connects to the server, and drops the copies that killed processes have left.
     *
     * @param project identifies the project and the configured database, 8 hexadecimal digits
     */
    ServerTemplates(DatabaseSettings server, Dialect dialect, String project) throws SQLException {
        this.server = server;
        this.dialect = dialect;
        this.project = project;
        this.connection = DriverDataSource.connect(server);
        lock(process).tryAcquire(connection, "trellis tests");
        dropAbandoned();
    }

    /** Returns the names of the databases that begin with a prefix, oldest first as far as the server knows. */
    abstract List<String> databases(String prefix) throws SQLException;

    /** Returns whether a template has been built completely. */
    abstract boolean isBuilt(String template) throws SQLException;

    /**
     * Marks a template as complete. Nothing changes it afterwards.
     *
     * @param building the name of the migrated database
     * @param template the name of the template
     */
    abstract void finish(String building, String template) throws SQLException;

    /** Creates a database with the content of a template. */
    abstract void createCopy(String name, String template) throws SQLException;

    /** Creates an empty database. */
    abstract void create(String name) throws SQLException;

    /** Drops a database even if connections to it are open. */
    abstract void drop(String name) throws SQLException;

    @Override
    public synchronized MigratedDatabase copy(String key, Migration migration) throws SQLException {
        String template = template(key);
        if (built.add(template)) {
            build(template, migration);
        }
        String name = nextName();
        try {
            createCopy(name, template);
        } catch (SQLException e) {
            if (isBuilt(template)) {
                throw e;
            }
            // Another process has dropped the template to make room for newer ones.
            build(template, migration);
            createCopy(name, template);
        }
        return database(name);
    }

    @Override
    public synchronized MigratedDatabase empty() throws SQLException {
        String name = nextName();
        create(name);
        return database(name);
    }

    private String template(String key) {
        return "trellis_template_" + project + "_" + key;
    }

    private String nextName() {
        return "trellis_test_" + project + "_" + process + "_" + ++copies;
    }

    private MigratedDatabase database(String name) {
        return new MigratedDatabase(settings(name), () -> {
            synchronized (this) {
                drop(name);
            }
        });
    }

    /** Returns the connection settings of another database on the server. */
    final DatabaseSettings settings(String name) {
        ScratchDatabase scratch = dialect.scratchDatabases(server.url(), name).stream()
                .filter(each -> each.schema() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no database can be created next to " + server.display()
                        + ": use a URL with a host and a database"));
        // Where schemas are databases, the configured one is another database than the temporary one.
        return new DatabaseSettings(
                scratch.url(), server.user(), server.password(), scratch.isolated() ? server.schema() : null);
    }

    private void build(String template, Migration migration) throws SQLException {
        if (isBuilt(template)) {
            return;
        }
        SessionLock lock = lock(template);
        acquire(lock);
        try {
            if (!isBuilt(template)) {
                String building = building(template);
                drop(building);
                dropOldTemplates();
                create(building);
                migration.run(settings(building));
                finish(building, template);
            }
        } finally {
            lock.release(connection);
        }
    }

    /** Returns the name of a template while it is being built. */
    String building(String template) {
        return template.replace("trellis_template_", "trellis_building_");
    }

    private void acquire(SessionLock lock) throws SQLException {
        try {
            while (!lock.tryAcquire(connection, "trellis tests")) {
                Thread.sleep(LOCK_POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while another process builds the template", e);
        }
    }

    private SessionLock lock(String name) {
        return dialect.lock(new TableName("trellis_test", name));
    }

    private void dropOldTemplates() throws SQLException {
        List<String> templates = databases("trellis_template_" + project + "_");
        for (String old : templates.subList(0, Math.max(0, templates.size() - KEPT + 1))) {
            drop(old);
        }
    }

    private void dropAbandoned() throws SQLException {
        Set<String> used = new HashSet<>(Set.of(process));
        for (String name : databases("trellis_test_" + project + "_")) {
            Matcher copy = COPY.matcher(name);
            if (copy.matches() && !used.contains(copy.group(1))) {
                SessionLock lock = lock(copy.group(1));
                if (lock.tryAcquire(connection, "trellis tests")) {
                    try {
                        drop(name);
                    } finally {
                        lock.release(connection);
                    }
                } else {
                    used.add(copy.group(1));
                }
            }
        }
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of a query. */
    final List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** Returns the first row of a query. */
    final List<@Nullable String> row(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            List<@Nullable String> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getString(i));
            }
            return values;
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
