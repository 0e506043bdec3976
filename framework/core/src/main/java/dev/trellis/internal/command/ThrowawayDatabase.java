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

/** An empty database of the same kind as the configured one, there while this is open. */
public final class ThrowawayDatabase implements AutoCloseable {
    private static final String PREFIX = "trellis_verify_";

    private final Workspace workspace;
    private final ScratchDatabase place;
    private final Session session;
    private boolean closed;
    private final Thread atExit = new Thread(this::removeAtExit);

    private ThrowawayDatabase(Workspace workspace, ScratchDatabase place, Session session) {
        this.workspace = workspace;
        this.place = place;
        this.session = session;
    }

    /**
     * Makes one, in the first of the dialect's ways that the server allows.
     *
     * @param schemas the schemas that scripts name; they are made too
     * @throws TrellisException {@code no_throwaway} when none of the ways is open
     */
    public static ThrowawayDatabase open(Workspace workspace, List<String> schemas) {
        Dialect dialect = workspace.dialect();
        DatabaseSettings settings = workspace.configuration().requireDatabase();
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        sweep(workspace, settings.url());
        String why = "this kind of database offers none";
        for (ScratchDatabase place : dialect.scratchDatabases(settings.url(), name)) {
            if (!place.isolated() && !schemas.isEmpty()) {
                why += "; a schema would not do, because scripts name the schemas " + String.join(", ", schemas);
                continue;
            }
            try {
                if (place.namesQuery() != null) {
                    lock(dialect, name).tryAcquire(workspace.session().connection(), "verify");
                }
                for (String statement : place.create()) {
                    workspace.session().execute(statement);
                }
            } catch (SQLException e) {
                why = workspace.session().message(e);
                continue;
            }
            return connected(workspace, place, settings, schemas);
        }
        throw UsageException.noThrowaway(dialect.name(), why);
    }

    /**
     * Says that the place is in use for as long as the process lives. The lock is on the connection to the given
     * database, and named the same whatever that one is called.
     */
    private static SessionLock lock(Dialect dialect, String name) {
        return dialect.lock(new TableName("trellis_verify", name));
    }

    /** Removes what processes have left behind that were killed while they verified. */
    private static void sweep(Workspace workspace, String url) {
        Dialect dialect = workspace.dialect();
        int ways = dialect.scratchDatabases(url, PREFIX).size();
        for (int way = 0; way < ways; way++) {
            String others = dialect.scratchDatabases(url, PREFIX).get(way).namesQuery();
            try {
                for (String name : others == null ? List.<String>of() : names(workspace.session(), others)) {
                    sweep(
                            workspace.session(),
                            name,
                            dialect.scratchDatabases(url, name).get(way));
                }
            } catch (SQLException e) {
                // It is somebody else's, or in use from another database: not ours to remove.
            }
        }
    }

    private static void sweep(Session session, String name, ScratchDatabase place) throws SQLException {
        SessionLock lock = lock(session.dialect(), name);
        if (lock.tryAcquire(session.connection(), "verify")) {
            try {
                for (String statement : place.drop()) {
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

    private static ThrowawayDatabase connected(
            Workspace workspace, ScratchDatabase place, DatabaseSettings settings, List<String> schemas) {
        ThrowawayDatabase made = null;
        boolean ready = false;
        try {
            Session session = Session.open(
                    new DatabaseSettings(place.url(), settings.user(), settings.password(), place.schema()),
                    workspace.configuration().folder(),
                    workspace.dialect(),
                    workspace.extensions().loader());
            made = new ThrowawayDatabase(workspace, place, session);
            Runtime.getRuntime().addShutdownHook(made.atExit);
            made.prepare(settings, schemas);
            ready = true;
            return made;
        } catch (SQLException e) {
            throw DatabaseException.failed(
                    "making a throwaway database", workspace.session().message(e), e);
        } finally {
            if (made == null) {
                drop(workspace, place);
            } else if (!ready) {
                made.close();
            }
        }
    }

    /** The schemas that the configuration and the scripts take for granted. */
    private void prepare(DatabaseSettings settings, List<String> schemas) throws SQLException {
        Dialect dialect = workspace.dialect();
        if (!place.isolated() || !dialect.capabilities().schemas()) {
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

    public Session session() {
        return session;
    }

    /** Nobody is there any more to be told; what cannot be removed now, the next one sweeps. */
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
            drop(workspace, place);
        }
    }

    private static void drop(Workspace workspace, ScratchDatabase place) {
        for (String statement : place.drop()) {
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
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook finds nothing left to do.
        }
    }
}
