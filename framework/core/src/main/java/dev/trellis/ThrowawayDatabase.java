package dev.trellis;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Throwaway;
import dev.trellis.error.TrellisException;
import dev.trellis.runtime.DatabaseException;
import dev.trellis.runtime.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** An empty database of the same kind as the configured one, there while this is open. */
final class ThrowawayDatabase implements AutoCloseable {
    private final Workspace workspace;
    private final Throwaway place;
    private final Session session;
    private boolean closed;
    private final Thread atExit = new Thread(this::remove);

    private ThrowawayDatabase(Workspace workspace, Throwaway place, Session session) {
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
    static ThrowawayDatabase open(Workspace workspace, List<String> schemas) {
        Dialect dialect = workspace.dialect();
        DatabaseSettings settings = workspace.configuration().requireDatabase();
        String name = "trellis_verify_"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        String why = "this kind of database offers none";
        for (Throwaway place : dialect.throwaways(settings.url(), name)) {
            if (!place.isolated() && !schemas.isEmpty()) {
                why += "; a schema would not do, because scripts name the schemas " + String.join(", ", schemas);
                continue;
            }
            try {
                for (String statement : place.create()) {
                    workspace.session().execute(statement);
                }
            } catch (SQLException e) {
                why = workspace.session().said(e);
                continue;
            }
            return connected(workspace, place, settings, schemas);
        }
        throw UsageException.noThrowaway(dialect.name(), why);
    }

    private static ThrowawayDatabase connected(
            Workspace workspace, Throwaway place, DatabaseSettings settings, List<String> schemas) {
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
                    "making a throwaway database", workspace.session().said(e), e);
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
            session.connection().setSchema(settings.schema());
        }
    }

    Session session() {
        return session;
    }

    private synchronized void remove() {
        if (!closed) {
            closed = true;
            session.close();
            drop(workspace, place);
        }
    }

    private static void drop(Workspace workspace, Throwaway place) {
        for (String statement : place.drop()) {
            try {
                workspace.session().execute(statement);
            } catch (SQLException e) {
                throw DatabaseException.failed(
                        String.format(Locale.ROOT, "removing the throwaway database (%s)", statement),
                        workspace.session().said(e),
                        e);
            }
        }
        for (Path file : place.files()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw UsageException.notRemoved(file.toString());
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
