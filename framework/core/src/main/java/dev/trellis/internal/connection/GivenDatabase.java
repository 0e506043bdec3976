package dev.trellis.internal.connection;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database whose connections the application provides: a pool or one connection. Everything runs on one connection, so
 * that a pool of one connection suffices. Trellis restores the state of the connection before the application gets the
 * connection back.
 */
public final class GivenDatabase {
    /** Hides passwords by their place in a text, because the application does not state which they are. */
    private static final Secrets SECRETS = Secrets.of("", null);

    /** The password in {@code user:password@host}, which drivers report as an unknown host. */
    private static final Pattern CREDENTIALS = Pattern.compile(":[^\\s:]+@");

    /** Null if the application provides a single connection. */
    private final @Nullable DataSource source;

    private final @Nullable Connection only;

    private GivenDatabase(@Nullable DataSource source, @Nullable Connection only) {
        this.source = source;
        this.only = only;
    }

    /** Returns the database of a pool, or of another source of connections. */
    public static GivenDatabase of(DataSource source) {
        return new GivenDatabase(source, null);
    }

    /** Returns the database of a connection, which stays open. */
    public static GivenDatabase of(Connection connection) {
        return new GivenDatabase(null, connection);
    }

    /**
     * Takes a connection and configures it.
     *
     * @param configured the configured settings, of which the URL is not used; null if no database is configured
     * @throws DatabaseException {@code cannot_connect}, {@code unknown_database}, {@code no_schemas}, {@code open_transaction}
     */
    public Session open(@Nullable DatabaseSettings configured, List<Dialect> dialects) {
        Connection connection = take();
        Session session = null;
        try {
            String url = String.valueOf(connection.getMetaData().getURL());
            DatabaseSettings settings = configured == null
                    ? new DatabaseSettings(url, null, null, null)
                    : new DatabaseSettings(url, configured.user(), configured.password(), configured.schema());
            Dialect dialect = Session.dialect(settings, dialects);
            session = Session.open(new GivenConnectionFactory(this, connection, settings, dialect));
            return session;
        } catch (SQLException e) {
            throw cannotUse(ConnectionFactory.message(e), e);
        } finally {
            if (session == null) {
                giveBack(connection);
            }
        }
    }

    /** Returns whether another connection to the database can be opened. */
    boolean hasSeveral() {
        return source != null;
    }

    Connection take() {
        try {
            Connection connection = only == null && source != null ? source.getConnection() : only;
            if (connection == null) {
                throw new SQLException("it returned null");
            }
            if (connection.isClosed()) {
                throw new SQLException("it is closed");
            }
            return connection;
        } catch (SQLException e) {
            throw cannotUse(ConnectionFactory.message(e), e);
        } catch (RuntimeException e) {
            throw cannotUse(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns a connection to its pool; a single connection stays open. */
    void giveBack(Connection connection) {
        if (connection == only) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // The work is committed or rolled back; a failure to close the connection does not change that.
        }
    }

    /** Reports a source without a usable connection; the exception of a pool may quote the URL with its password. */
    private DatabaseException cannotUse(String message, Exception e) {
        Exception cause = e;
        for (Throwable each = e; each != null && cause == e; each = each.getCause()) {
            String text = String.valueOf(each);
            if (!hidden(text).equals(text)) {
                cause = new SQLException(hidden(message));
                cause.setStackTrace(e.getStackTrace());
            }
        }
        return DatabaseException.cannotUse(describe(), hidden(message), cause);
    }

    private static String hidden(String text) {
        return CREDENTIALS.matcher(SECRETS.hide(text)).replaceAll(":***@");
    }

    /** Describes what the application provides, without calling a method that could print a password. */
    String describe() {
        return source == null
                ? "the given connection"
                : "the data source (" + source.getClass().getName() + ")";
    }
}
