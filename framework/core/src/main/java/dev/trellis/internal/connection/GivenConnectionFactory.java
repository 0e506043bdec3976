package dev.trellis.internal.connection;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Configures connections that the application provides, and restores the state of each when it is not needed any more. */
final class GivenConnectionFactory extends ConnectionFactory {
    private static final System.Logger LOG = System.getLogger("dev.trellis");

    private final GivenDatabase given;
    private final IdentityHashMap<Connection, ConnectionState> states = new IdentityHashMap<>();
    private @Nullable Connection first;

    /**
     * Creates the factory.
     *
     * @param first a connection that has already been taken; the first call of {@link #connect} returns it
     */
    GivenConnectionFactory(GivenDatabase given, Connection first, DatabaseSettings settings, Dialect dialect) {
        super(settings, Path.of(""), dialect, GivenConnectionFactory.class.getClassLoader());
        this.given = given;
        this.first = first;
    }

    /** The heartbeat of a lease may connect while a script does. */
    @Override
    synchronized Connection connect() {
        Connection connection = first;
        first = null;
        if (connection == null) {
            if (!given.hasSeveral()) {
                throw DatabaseException.onlyConnection();
            }
            connection = given.take();
        }
        return prepared(connection);
    }

    /** Configures a connection; {@link GivenDatabase#open} gives the first one back if that fails. */
    private Connection prepared(Connection connection) {
        try {
            states.put(connection, ConnectionState.begin(connection, dialect(), given.hasSeveral()));
            dialect().configureGiven(connection);
            configure(connection);
            return connection;
        } catch (SQLException e) {
            release(connection);
            throw DatabaseException.cannotUse(given.describe(), secrets().hide(message(e)), e);
        }
    }

    /** Returns true: everything runs on the connection that the application provides. */
    @Override
    boolean isPrivate() {
        return true;
    }

    @Override
    boolean mayOpenAnother() {
        return given.hasSeveral();
    }

    @Override
    boolean isGiven() {
        return true;
    }

    @Override
    boolean outlivesSession() {
        return true;
    }

    /** Returns false: only the application can replace a lost connection. */
    @Override
    boolean mayFailOver() {
        return false;
    }

    @Override
    synchronized void release(Connection connection) {
        ConnectionState state = states.remove(connection);
        try {
            if (state != null && !connection.isClosed()) {
                state.restore(connection);
            }
        } catch (SQLException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cannot restore the state of {0}: {1}",
                    given.describe(),
                    secrets().hide(message(e)));
        }
        given.giveBack(connection);
    }
}
