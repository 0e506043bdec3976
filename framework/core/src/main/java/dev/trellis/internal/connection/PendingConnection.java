package dev.trellis.internal.connection;

import dev.trellis.Extensions;
import dev.trellis.Trellis;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.workspace.Dialects;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is being made while something else is done. It is closed by itself when it was given up before it
 * stood.
 */
public final class PendingConnection {
    private final DatabaseSettings settings;
    private final Dialect dialect;
    private final BackgroundTask<Session> opening;
    private @Nullable Session opened;
    private boolean unwanted;

    private PendingConnection(DatabaseSettings settings, Dialect dialect, Supplier<Session> open) {
        this.settings = settings;
        this.dialect = dialect;
        opening = BackgroundTask.begin("connecting", () -> kept(open.get()));
    }

    public static PendingConnection begin(DatabaseSettings settings, Dialect dialect, Supplier<Session> open) {
        return new PendingConnection(settings, dialect, open);
    }

    /**
     * Loads the driver of the configured database, for whoever has another thread to spare. Whatever is wrong is left to be
     * told when the database is wanted.
     *
     * @return whether there is one on the class path
     */
    public static boolean loadDriver(Configuration configuration) {
        return configuration.database() != null && dialect(configuration.database()) != null;
    }

    /**
     * Begins to connect to the configured database, where that is a server whose driver is on the class path, for a
     * {@link Trellis} that will be made with this configuration. What goes wrong is told by the Trellis.
     *
     * @return null where nothing is gained by beginning now
     */
    public static @Nullable PendingConnection begin(Configuration configuration) {
        DatabaseSettings settings = configuration.database();
        Dialect dialect = settings == null ? null : dialect(settings);
        return settings == null || dialect == null || !dialect.capabilities().isServer()
                ? null
                : begin(
                        settings,
                        dialect,
                        () -> Session.open(
                                settings, configuration.folder(), dialect, PendingConnection.class.getClassLoader()));
    }

    /** One of Trellis's own, with its driver loaded; null where either is not there. */
    private static @Nullable Dialect dialect(DatabaseSettings settings) {
        try {
            Dialect dialect = Dialects.of(settings, Extensions.NONE);
            String driver = dialect.driverClass();
            if (driver == null) {
                return null;
            }
            Class.forName(driver);
            return dialect;
        } catch (TrellisException | ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** Whether it leads where these do; a plugin may know the same URL. */
    public boolean leadsTo(DatabaseSettings wanted, Dialect spoken) {
        // Field by field: a record's equals takes 6 ms where it is the first that a process asks.
        return settings.url().equals(wanted.url())
                && Objects.equals(settings.user(), wanted.user())
                && Objects.equals(settings.password(), wanted.password())
                && Objects.equals(settings.schema(), wanted.schema())
                && dialect == spoken;
    }

    private synchronized Session kept(Session session) {
        opened = session;
        if (unwanted) {
            session.close();
        }
        return session;
    }

    /** The session, or what opening it has thrown. */
    public Session await() {
        try {
            return opening.result();
        } catch (SQLException e) {
            throw new IllegalStateException("opening a session throws none of these", e);
        }
    }

    /** Nobody has taken the session, nor will. */
    public synchronized void abandon() {
        unwanted = true;
        if (opened != null) {
            opened.close();
        }
    }
}
