package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.dialect.SessionLock;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * An empty database of the same kind as the configured one, which exists until it is closed. While the process lives, a lock
 * in the configured database marks the throwaway database as used; {@code verify} removes databases that killed processes
 * left behind.
 */
public final class ThrowawayDatabase implements AutoCloseable {
    private static final String PREFIX = "trellis_verify_";

    private final Workspace workspace;
    private final ScratchDatabase scratch;
    private final Session session;
    private boolean closed;
    private final Thread shutdownHook = new Thread(this::removeAtExit);

    private ThrowawayDatabase(Workspace workspace, ScratchDatabase scratch, Session session) {
        this.workspace = workspace;
        this.scratch = scratch;
        this.session = session;
    }

    /**
     * Creates a database in the first of the ways that the dialect offers (a database, a schema, a database in memory) and
     * the server allows.
     *
     * @param schemas the schemas that scripts name; those that no script creates are created too
     * @throws UsageException {@code no_throwaway} if the server allows none of these ways
     */
    public static ThrowawayDatabase create(Workspace workspace, ReferencedSchemas schemas) {
        Dialect dialect = workspace.dialect();
        DatabaseSettings settings = workspace.database();
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        dropAbandoned(workspace, settings.url());
        String why = "this kind of database supports none";
        for (ScratchDatabase scratch : dialect.scratchDatabases(settings.url(), name)) {
            if (!scratch.isolated() && !schemas.names().isEmpty()) {
                why += "; scripts would reach the schemas that they name outside of it: "
                        + String.join(", ", schemas.names());
                continue;
            }
            try {
                if (scratch.namesQuery() != null) {
                    lock(dialect, name).tryAcquire(workspace.session().connection(), "verify");
                }
                for (String statement : scratch.create()) {
                    workspace.session().execute(statement);
                }
            } catch (SQLException e) {
                why = workspace.session().message(e);
                continue;
            }
            return connect(workspace, scratch, settings, schemas.presupposed());
        }
        throw UsageException.noThrowaway(dialect.name(), why);
    }

    /**
     * Returns the lock that marks a throwaway database as used. The connection to the configured database holds the lock.
     * The name of the lock does not depend on the configured database, so that all processes that use the same server see
     * the lock.
     */
    private static SessionLock lock(Dialect dialect, String name) {
        return dialect.lock(new TableName("trellis_verify", name));
    }

    /** Drops the throwaway databases of processes that were killed. */
    private static void dropAbandoned(Workspace workspace, String url) {
        Dialect dialect = workspace.dialect();
        int alternatives = dialect.scratchDatabases(url, PREFIX).size();
        for (int i = 0; i < alternatives; i++) {
            String query = dialect.scratchDatabases(url, PREFIX).get(i).namesQuery();
            try {
                for (String name : query == null ? List.<String>of() : names(workspace.session(), query)) {
                    dropIfAbandoned(
                            workspace.session(),
                            name,
                            dialect.scratchDatabases(url, name).get(i));
                }
            } catch (SQLException e) {
                // Another user owns the database, or another session uses it: it must not be dropped.
            }
        }
    }

    private static void dropIfAbandoned(Session session, String name, ScratchDatabase scratch) throws SQLException {
        SessionLock lock = lock(session.dialect(), name);
        if (lock.tryAcquire(session.connection(), "verify")) {
            try {
                for (String statement : scratch.drop()) {
                    session.execute(statement);
                }
            } finally {
                lock.release(session.connection());
            }
        }
    }

    private static List<String> names(Session session, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                if (rows.getString(1).matches(PREFIX + "[0-9a-f]{16}")) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private static ThrowawayDatabase connect(
            Workspace workspace, ScratchDatabase scratch, DatabaseSettings settings, List<String> schemas) {
        ThrowawayDatabase database = null;
        boolean ready = false;
        try {
            Session session = open(workspace, scratch, settings);
            database = new ThrowawayDatabase(workspace, scratch, session);
            Runtime.getRuntime().addShutdownHook(database.shutdownHook);
            database.createSchemas(settings, schemas);
            ready = true;
            return database;
        } catch (SQLException e) {
            throw DatabaseException.failed(
                    "creating a throwaway database", workspace.session().message(e), e);
        } finally {
            if (database == null) {
                drop(workspace, scratch);
            } else if (!ready) {
                database.close();
            }
        }
    }

    private static Session open(Workspace workspace, ScratchDatabase scratch, DatabaseSettings settings) {
        try {
            return Session.open(
                    new DatabaseSettings(scratch.url(), settings.user(), settings.password(), scratch.schema()),
                    workspace.configuration().folder(),
                    workspace.dialect(),
                    workspace.extensions().loader());
        } catch (TrellisException e) {
            if (workspace.isGiven() && settings.user() == null) {
                throw UsageException.noCredentials(
                        workspace.dialect().name(), e.problem().message(), e);
            }
            throw e;
        }
    }

    /** Creates the schemas that the scripts and the configuration name, and makes the configured one the default. */
    private void createSchemas(DatabaseSettings settings, List<String> schemas) throws SQLException {
        Dialect dialect = workspace.dialect();
        if (!scratch.isolated() || !dialect.capabilities().schemas()) {
            return;
        }
        for (String schema : schemas) {
            session.execute("create schema if not exists " + dialect.quote(schema));
        }
        if (settings.schema() != null) {
            session.execute("create schema if not exists " + dialect.quote(settings.schema()));
            dialect.useSchema(session.connection(), settings.schema());
        }
    }

    /** Returns the connection to the throwaway database. */
    public Session session() {
        return session;
    }

    /** Removes the database in the shutdown hook. A failure is ignored: the next {@code verify} drops the database. */
    private void removeAtExit() {
        try {
            remove();
        } catch (TrellisException e) {
            closed = true;
        }
    }

    private synchronized void remove() {
        if (!closed) {
            closed = true;
            session.close();
            drop(workspace, scratch);
        }
    }

    private static void drop(Workspace workspace, ScratchDatabase scratch) {
        for (String statement : scratch.drop()) {
            try {
                workspace.session().execute(statement);
            } catch (SQLException e) {
                throw DatabaseException.failed(
                        String.format(Locale.ROOT, "removing the throwaway database (%s)", statement),
                        workspace.session().message(e),
                        e);
            }
        }
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs and does nothing, because the database is removed.
        }
    }
}
