package dev.trellis.internal.connection;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection that stays open between the sessions of one thread, so that the schemas of one database share it. A session
 * leaves nothing of its scripts behind: between the revisions of a session, the session is reset in the same way. A
 * connection whose session has failed must not be used again, so the caller {@linkplain #disconnect closes} it.
 */
public final class ReusableConnection implements AutoCloseable {
    private @Nullable Connection idle;
    private @Nullable DatabaseSettings settings;

    /**
     * Opens a session on the connection of the last one, if that one has been closed and used the same database and user;
     * otherwise on a new connection.
     */
    public Session open(DatabaseSettings wanted, Path folder, Dialect dialect, ClassLoader drivers) {
        if (!isReusable(wanted)) {
            disconnect();
        }
        Connection reused = idle;
        idle = null;
        settings = wanted;
        return Session.open(new Factory(wanted, folder, dialect, drivers, reused));
    }

    /**
     * Returns whether a session with these settings can use the last connection: the URL and the user are the same, and the
     * settings name a schema. Without a schema, a new connection is needed, because one on which a schema has been set cannot
     * return to the default schema of the database.
     */
    private boolean isReusable(DatabaseSettings wanted) {
        return settings != null
                && wanted.schema() != null
                && settings.url().equals(wanted.url())
                && Objects.equals(settings.user(), wanted.user())
                && Objects.equals(settings.password(), wanted.password());
    }

    @Override
    public void close() {
        disconnect();
    }

    /** Closes the connection; the next session uses a new one. */
    public void disconnect() {
        Connection unused = idle;
        idle = null;
        if (unused != null) {
            try {
                unused.close();
            } catch (SQLException e) {
                // The work is committed or rolled back; a failure to close the connection does not change that.
            }
        }
    }

    /** Supplies the connection that is reused first, and new ones for scripts that need a connection of their own. */
    private final class Factory extends ConnectionFactory {
        private @Nullable Connection reused;
        private @Nullable Connection main;

        Factory(
                DatabaseSettings settings,
                Path folder,
                Dialect dialect,
                ClassLoader drivers,
                @Nullable Connection reused) {
            super(settings, folder, dialect, drivers);
            this.reused = reused;
        }

        @Override
        Connection connect() {
            Connection first = reused;
            reused = null;
            if (first != null && isUsable(first)) {
                main = first;
                return first;
            }
            Connection opened = super.connect();
            main = main == null ? opened : main;
            return opened;
        }

        private boolean isUsable(Connection connection) {
            try {
                dialect()
                        .useSchema(connection, Objects.requireNonNull(settings().schema()));
                return true;
            } catch (SQLException e) {
                // The server has closed the connection, or the schema does
                // not exist, which a new connection reports in the usual way.
                super.release(connection);
                return false;
            }
        }

        @Override
        boolean outlivesSession() {
            return true;
        }

        @Override
        void release(Connection connection) {
            if (connection == main && idle == null && isClean(connection)) {
                idle = connection;
            } else {
                super.release(connection);
            }
        }

        private boolean isClean(Connection connection) {
            try {
                return !connection.isClosed() && connection.getAutoCommit();
            } catch (SQLException e) {
                return false;
            }
        }
    }
}
