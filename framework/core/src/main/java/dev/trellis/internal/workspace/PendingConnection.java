package dev.trellis.internal.workspace;

import dev.trellis.Extensions;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is established on a second thread while the scripts, or the command line, are still being parsed. An
 * abandoned connection closes as soon as it is established. Measured gain on a PostgreSQL
 * server, {@code upgrade heads} with nothing to do: 15 % of the start on JDK 25, 4 % on JDK 17 (workload W1 of the benchmarks).
 *
 * <p>The command line starts connecting before it can create a {@link dev.trellis.Trellis}. It {@linkplain #offer offers}
 * the connection to the process; the first workspace that needs a database takes it, and uses the connection if it belongs
 * to that database.
 */
public final class PendingConnection {
    private static final AtomicReference<@Nullable PendingConnection> OFFERED = new AtomicReference<>();

    private final DatabaseSettings settings;
    private final Dialect dialect;
    private final BackgroundTask<Session> opening;
    private @Nullable Session opened;
    private boolean abandoned;

    private PendingConnection(DatabaseSettings settings, Dialect dialect, Supplier<Session> open) {
        this.settings = settings;
        this.dialect = dialect;
        opening = BackgroundTask.begin("trellis-connect", () -> keepOrClose(open.get()));
    }

    /** Starts to connect. */
    static PendingConnection begin(DatabaseSettings settings, Dialect dialect, Supplier<Session> open) {
        return new PendingConnection(settings, dialect, open);
    }

    /**
     * Loads the driver of the configured database in the caller's thread. A failure is ignored here, because the command
     * reports the failure when it connects.
     *
     * @return whether the driver is on the class path
     */
    public static boolean loadDriver(Configuration configuration) {
        return configuration.database() != null && dialect(configuration.database()) != null;
    }

    /**
     * Starts to connect to the configured database if it is a server whose driver is on the class path. A failure to
     * connect is thrown by {@link #await}.
     *
     * @return null if connecting early gains nothing
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

    /** Leaves the connection to the next workspace of this process that needs a database. */
    public void offer() {
        PendingConnection earlier = OFFERED.getAndSet(this);
        if (earlier != null) {
            earlier.abandon();
        }
    }

    /** Returns the connection that was offered last, and withdraws the offer; null if no connection is offered. */
    static @Nullable PendingConnection takeOffered() {
        return OFFERED.getAndSet(null);
    }

    /** Returns the built-in dialect of a database after loading its driver; null if the dialect or the driver is missing. */
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

    /** Whether the connection belongs to this database and uses this dialect; a plugin's dialect may accept the same URL. */
    boolean leadsTo(DatabaseSettings wanted, Dialect wantedDialect) {
        // Field by field: at the first call of a record's equals, the JVM generates the method, which takes 6 ms.
        return settings.url().equals(wanted.url())
                && Objects.equals(settings.user(), wanted.user())
                && Objects.equals(settings.password(), wanted.password())
                && Objects.equals(settings.schema(), wanted.schema())
                && dialect == wantedDialect;
    }

    private synchronized Session keepOrClose(Session session) {
        opened = session;
        if (abandoned) {
            session.close();
        }
        return session;
    }

    /** Waits for the connection and returns it, or throws the error of opening it. */
    public Session await() {
        try {
            return opening.result();
        } catch (SQLException e) {
            throw new IllegalStateException("Session.open throws no SQLException", e);
        }
    }

    /** Closes a connection that no command has taken, now or as soon as the connection is established. */
    public synchronized void abandon() {
        abandoned = true;
        OFFERED.compareAndSet(this, null);
        if (opened != null) {
            opened.close();
        }
    }
}
