package dev.trellis.runtime;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Fault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** One connection to the database, made ready by its dialect. */
public final class Session implements AutoCloseable {
    /** How long a database that is changing hands is waited for. */
    private static final Duration CHANGE_OF_HANDS = Duration.ofSeconds(60);

    /** How often it may change hands while something is done. */
    private static final int CHANGES = 100;

    private final Dialect dialect;
    private final Secrets secrets;
    private final Opening opening;
    private final boolean changesHands;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private Connection connection;
    private @Nullable Handle handle;
    private @Nullable LentConnection lent;
    private @Nullable Duration statementLimit;
    private @Nullable Duration lockWaitLimit;

    private Session(Dialect dialect, Connection connection, Secrets secrets, boolean changesHands, Opening opening) {
        this.dialect = dialect;
        this.connection = connection;
        this.secrets = secrets;
        this.changesHands = changesHands;
        this.opening = opening;
    }

    private interface Opening {
        Session open();
    }

    /**
     * The dialect of a database, told by its URL.
     *
     * @throws DatabaseException {@code unknown_database}, {@code no_schemas}
     */
    public static Dialect dialect(DatabaseSettings settings, List<Dialect> dialects) {
        Dialect found = dialects.stream()
                .filter(dialect -> dialect.accepts(settings.url()))
                .findFirst()
                .orElseThrow(() -> DatabaseException.unknownDatabase(
                        settings.display(), dialects.stream().map(Dialect::name).toList()));
        if (settings.schema() != null && !found.capabilities().schemas()) {
            throw DatabaseException.noSchemas(found.name(), settings.schema());
        }
        return found;
    }

    /**
     * Connects.
     *
     * @param folder where a relative path in the URL starts
     * @param drivers where drivers are found besides the class path
     * @throws DatabaseException {@code no_driver}, {@code access_denied}, {@code cannot_connect}
     */
    public static Session open(DatabaseSettings settings, Path folder, Dialect dialect, ClassLoader drivers) {
        Secrets secrets = settings.secrets();
        try {
            return new Session(
                    dialect,
                    connectInTheEnd(settings, folder, dialect, drivers),
                    secrets,
                    dialect.changesHands(settings.url()),
                    () -> open(settings, folder, dialect, drivers));
        } catch (SQLException e) {
            String why = secrets.hide(message(e));
            throw isAccessDenied(e)
                    ? DatabaseException.accessDenied(settings.display(), settings.user(), why, without(secrets, e))
                    : DatabaseException.cannotConnect(settings.display(), why, without(secrets, e));
        }
    }

    private static Connection connectInTheEnd(
            DatabaseSettings settings, Path folder, Dialect dialect, ClassLoader drivers) throws SQLException {
        if (!dialect.changesHands(settings.url())) {
            return ready(connect(settings, folder, dialect, drivers), settings, dialect);
        }
        Closeable gate = dialect.gate(dialect.resolve(settings.url(), folder));
        try {
            return connectPatiently(settings, folder, dialect, drivers);
        } finally {
            try {
                gate.close();
            } catch (IOException e) {
                // Some systems keep a file as long as it is open. The next one takes it up.
            }
        }
    }

    private static Connection connectPatiently(
            DatabaseSettings settings, Path folder, Dialect dialect, ClassLoader drivers) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return ready(connect(settings, folder, dialect, drivers), settings, dialect);
            } catch (SQLException e) {
                boolean late = System.nanoTime() - start > CHANGE_OF_HANDS.toNanos();
                if (late || dialect.fault(e) != Fault.CONNECTION_LOST) {
                    throw e;
                }
                Patience.pause(CHANGE_OF_HANDS.toMillis() / 240);
            }
        }
    }

    private static Connection ready(Connection connection, DatabaseSettings settings, Dialect dialect)
            throws SQLException {
        try {
            for (String setting : dialect.settings()) {
                execute(connection, setting);
            }
            if (settings.schema() != null) {
                dialect.enter(connection, settings.schema());
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connect(DatabaseSettings settings, Path folder, Dialect dialect, ClassLoader drivers)
            throws SQLException {
        Properties properties = new Properties();
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        String url = dialect.url(dialect.resolve(settings.url(), folder));
        String driverClass = dialect.driverClass();
        return DriverLog.guarded(
                url,
                driverClass == null ? "" : driverClass,
                () -> connect(settings, dialect, drivers, url, properties));
    }

    private static Connection connect(
            DatabaseSettings settings, Dialect dialect, ClassLoader drivers, String url, Properties properties)
            throws SQLException {
        Driver driver = driver(dialect, drivers);
        Connection connection = driver == null ? null : driver.connect(url, properties);
        if (connection != null) {
            return connection;
        }
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw DatabaseException.noDriver(settings.display());
        }
        return DriverManager.getConnection(url, properties);
    }

    private static @Nullable Driver driver(Dialect dialect, ClassLoader drivers) {
        if (dialect.driverClass() == null) {
            return null;
        }
        try {
            Class<?> type = Class.forName(dialect.driverClass(), true, drivers);
            return (Driver) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** The exception, or, where anything in it tells a secret, one that says the same without it. */
    private static SQLException without(Secrets secrets, SQLException e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            String said = String.valueOf(each);
            if (!secrets.hide(said).equals(said)) {
                SQLException safe = new SQLException(secrets.hide(message(e)), e.getSQLState(), e.getErrorCode());
                safe.setStackTrace(e.getStackTrace());
                return safe;
            }
        }
        return e;
    }

    /** SQLSTATE class 28 is "invalid authorization"; SQLite and H2 have no other trouble of that kind. */
    private static boolean isAccessDenied(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("28");
    }

    private static String message(SQLException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.strip();
    }

    public Dialect dialect() {
        return dialect;
    }

    public Connection connection() {
        return connection;
    }

    /** The schema that a name without one lies in; null when the database does not tell. */
    public @Nullable String home() {
        try {
            String schema = connection.getSchema();
            return schema == null ? connection.getCatalog() : schema;
        } catch (SQLException e) {
            return null;
        }
    }

    /**
     * Puts limits on what follows; null leaves the database's own.
     *
     * @return as {@link Dialect#limit}
     */
    public @Nullable String limit(@Nullable Duration statement, @Nullable Duration lockWait) throws SQLException {
        statementLimit = statement;
        lockWaitLimit = lockWait;
        return statement == null && lockWait == null ? null : dialect.limit(connection, statement, lockWait);
    }

    /**
     * A Jdbi handle over this connection, for Java migrations; it can neither close the connection nor end its
     * transaction.
     *
     * @param listener hears of its statements, with the names of parameters instead of their values
     * @param guard looks at each of its statements, and throws what is wrong with one that must not be run
     */
    Handle handle(Listener listener, Consumer<String> guard) {
        if (lent == null) {
            lent = new LentConnection(connection);
        }
        Connection guarded = lent.to(guard);
        if (handle == null) {
            handle = Jdbi.create(() -> guarded).open();
        }
        handle.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext statement) {
                String sql = statement.getRenderedSql();
                listener.statement(sql == null ? String.valueOf(statement.getRawSql()) : sql);
            }
        });
        return handle;
    }

    /** Runs one statement exactly as it stands. */
    public void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    /** What the results of statements say. */
    interface Results<T> {
        /** @param rows whether the first result is rows */
        T of(Statement statement, boolean rows) throws SQLException;
    }

    /** Runs several statements as one message. */
    <T> T execute(String sql, Results<T> results) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            return results.of(statement, statement.execute(sql));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** What the database said, without secrets. */
    public String said(SQLException e) {
        StringBuilder text = new StringBuilder(message(e));
        SQLException next = e.getNextException();
        if (next != null && next.getMessage() != null && !text.toString().contains(next.getMessage())) {
            text.append("; ").append(next.getMessage().strip());
        }
        String state = e.getSQLState();
        if (state != null && !state.isBlank()) {
            text.append(String.format(Locale.ROOT, " (SQLSTATE %s)", state));
        }
        return secrets.hide(text.toString());
    }

    /** What the database said of a statement that failed, and what that is about; without secrets. */
    public String said(SQLException e, String sql) {
        String said = said(e);
        return said + dialect.gloss(sql, said);
    }

    /** Another connection to the same database, for when this one is lost. */
    Session again() {
        return opening.open();
    }

    /** Something that may be begun anew wherever it was broken off. */
    public interface Resumable<T> {
        T run() throws SQLException;
    }

    /** Does it, and begins it anew over another connection as often as the database changes hands meanwhile. */
    public <T> T through(Listener listener, Resumable<T> work) throws SQLException {
        for (int changes = 0; ; changes++) {
            try {
                if (changes > 0) {
                    listener.note("the process that served the database has ended; connecting again");
                    renew();
                }
                return work.run();
            } catch (SQLException e) {
                if (!isChangingHands(e) || changes == CHANGES) {
                    throw e;
                }
            }
        }
    }

    /** Whether the connection is lost, and another may be had from whoever serves the database next. */
    boolean isChangingHands(SQLException e) {
        return changesHands && dialect.fault(e) == Fault.CONNECTION_LOST;
    }

    /** Why something failed, which may well not be the database's doing. */
    Fault fault(@Nullable Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return dialect.fault(sql);
            }
        }
        return Fault.OTHER;
    }

    /** Whether the driver itself may have put another session in the place of this one. */
    boolean changesHands() {
        return changesHands;
    }

    private void renew() throws SQLException {
        disconnect();
        connection = again().connection;
        prepared.clear();
        handle = null;
        lent = null;
        limit(statementLimit, lockWaitLimit);
    }

    /** A statement with parameters, made once; whoever uses it leaves it open. */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            dialect.keep(known);
            prepared.put(sql, known);
        }
        return known;
    }

    /**
     * Changes rows.
     *
     * @return how many rows each statement changed
     */
    List<Integer> write(List<Write> writes) throws SQLException {
        return write(writes, "");
    }

    /** Changes rows and commits, in one message; for dialects that take several statements as one. */
    List<Integer> writeAndCommit(List<Write> writes) throws SQLException {
        return write(writes, "; COMMIT");
    }

    private List<Integer> write(List<Write> writes, String end) throws SQLException {
        List<Integer> counts = new ArrayList<>();
        if (!dialect.takesSeveral()) {
            for (Write write : writes) {
                PreparedStatement statement = prepared(write.sql());
                set(statement, write.values());
                counts.add(statement.executeUpdate());
            }
            return counts;
        }
        PreparedStatement statement =
                prepared(writes.stream().map(Write::sql).collect(Collectors.joining("; ", "", end)));
        set(statement, writes.stream().flatMap(write -> write.values().stream()).toList());
        statement.execute();
        for (int i = 0; i < writes.size(); i++) {
            counts.add(statement.getUpdateCount());
            statement.getMoreResults();
        }
        return counts;
    }

    static void set(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    /** Begins a transaction, unless one has begun. */
    public void begin() throws SQLException {
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
        }
    }

    /** Something done in a transaction. */
    interface Work {
        void run() throws SQLException;
    }

    /** Does it in a transaction of its own, which a failure rolls back. */
    void transact(Work work) throws SQLException {
        begin();
        try {
            work.run();
            commit();
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    boolean inTransaction() throws SQLException {
        return !connection.getAutoCommit();
    }

    /** Commits, and goes on in the next transaction. */
    void mark() throws SQLException {
        connection.commit();
    }

    public void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Rolls back; a failure in doing so is added to the one that led here. */
    public void rollback(Throwable because) {
        try {
            if (connection.isClosed() || connection.getAutoCommit()) {
                return;
            }
        } catch (SQLException e) {
            because.addSuppressed(e);
            return;
        }
        try {
            connection.rollback();
        } catch (SQLException e) {
            // Some databases have rolled back by themselves by now, and refuse to do it twice.
            because.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            because.addSuppressed(e);
            rollbackPlainly(because);
        }
    }

    /** SQLite's driver forgets, after a commit that had to wait too long, that the transaction is still there. */
    private void rollbackPlainly(Throwable because) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            if (changesHands && !connection.isClosed()) {
                dialect.handOver(connection);
            }
        } catch (SQLException e) {
            // It serves nobody any more.
        }
        disconnect();
    }

    private void disconnect() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The work is committed or rolled back by now; a connection that will not close changes nothing.
        }
    }
}
