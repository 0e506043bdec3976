package dev.trellis.internal.connection;

import dev.trellis.Listener;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.dialect.Timeout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    /** How often it may change hands while something is done. */
    private static final int CHANGES = 100;

    private final Dialect dialect;
    private final Secrets secrets;
    private final ConnectionFactory factory;
    private final boolean mayFailOver;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private Connection connection;
    private @Nullable Handle handle;
    private @Nullable GuardedConnection guarded;
    private @Nullable Duration statementTimeout;
    private @Nullable Duration lockWaitTimeout;

    private Session(ConnectionFactory connector) {
        this.factory = connector;
        this.dialect = connector.dialect();
        this.secrets = connector.secrets();
        this.mayFailOver = connector.changesHands();
        this.connection = connector.connect();
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
        return new Session(new ConnectionFactory(settings, folder, dialect, drivers));
    }

    public Dialect dialect() {
        return dialect;
    }

    public Connection connection() {
        return connection;
    }

    /** The schema that a name without one lies in; null when the database does not tell. */
    public @Nullable String defaultSchema() {
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
     * @return as {@link Dialect#setTimeouts}
     */
    public Set<Timeout> setTimeouts(@Nullable Duration statement, @Nullable Duration lockWait) throws SQLException {
        statementTimeout = statement;
        lockWaitTimeout = lockWait;
        return statement == null && lockWait == null ? Set.of() : dialect.setTimeouts(connection, statement, lockWait);
    }

    /**
     * A Jdbi handle over this connection, for Java migrations; it can neither close the connection nor end its
     * transaction.
     *
     * @param listener hears of its statements, with the names of parameters instead of their values
     * @param guard looks at each of its statements, and throws what is wrong with one that must not be run
     */
    public Handle handle(Listener listener, Consumer<String> guard) {
        if (guarded == null) {
            guarded = new GuardedConnection(connection);
        }
        Connection checked = guarded.to(guard);
        if (handle == null) {
            handle = Jdbi.create(() -> checked).open();
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
    public interface Results<T> {
        /** @param rows whether the first result is rows */
        T of(Statement statement, boolean rows) throws SQLException;
    }

    /** Runs several statements as one message. */
    public <T> T execute(String sql, Results<T> results) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            return results.of(statement, statement.execute(sql));
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** What the database said, without secrets. */
    public String message(SQLException e) {
        StringBuilder text = new StringBuilder(ConnectionFactory.message(e));
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
    public String message(SQLException e, String sql) {
        String said = message(e);
        return said + dialect.explainError(sql, said);
    }

    /** Another connection to the same database, for when this one is lost. */
    public Session openAnother() {
        return new Session(factory);
    }

    /** Something that may be begun anew wherever it was broken off. */
    public interface Resumable<T> {
        T run() throws SQLException;
    }

    /** Does it, and begins it anew over another connection as often as the database changes hands meanwhile. */
    public <T> T withReconnect(Listener listener, Resumable<T> work) throws SQLException {
        for (int changes = 0; ; changes++) {
            try {
                if (changes > 0) {
                    listener.note("the process that served the database has ended; connecting again");
                    reconnect();
                }
                return work.run();
            } catch (SQLException e) {
                if (!isFailover(e) || changes == CHANGES) {
                    throw e;
                }
            }
        }
    }

    /** Whether the connection is lost, and another may be had from whoever serves the database next. */
    public boolean isFailover(SQLException e) {
        return mayFailOver && dialect.errorKind(e) == SqlErrorKind.CONNECTION_LOST;
    }

    /** Why something failed, which may well not be the database's doing. */
    public SqlErrorKind errorKind(@Nullable Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return dialect.errorKind(sql);
            }
        }
        return SqlErrorKind.OTHER;
    }

    /** Whether the driver itself may have put another session in the place of this one. */
    public boolean mayFailOver() {
        return mayFailOver;
    }

    private void reconnect() throws SQLException {
        disconnect();
        connection = factory.connect();
        prepared.clear();
        handle = null;
        guarded = null;
        setTimeouts(statementTimeout, lockWaitTimeout);
    }

    /** A statement with parameters, made once; whoever uses it leaves it open. */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            dialect.prepareOnServer(known);
            prepared.put(sql, known);
        }
        return known;
    }

    /**
     * Changes rows.
     *
     * @return how many rows each statement changed
     */
    public List<Integer> update(List<ParameterizedStatement> writes) throws SQLException {
        return update(writes, "");
    }

    /** Changes rows and commits, in one message; for dialects that take several statements as one. */
    public List<Integer> updateAndCommit(List<ParameterizedStatement> writes) throws SQLException {
        return update(writes, "; COMMIT");
    }

    private List<Integer> update(List<ParameterizedStatement> writes, String end) throws SQLException {
        List<Integer> counts = new ArrayList<>();
        if (!dialect.capabilities().supportsBatches()) {
            for (ParameterizedStatement write : writes) {
                PreparedStatement statement = prepared(write.sql());
                set(statement, write.values());
                counts.add(statement.executeUpdate());
            }
            return counts;
        }
        PreparedStatement statement =
                prepared(writes.stream().map(ParameterizedStatement::sql).collect(Collectors.joining("; ", "", end)));
        set(statement, writes.stream().flatMap(write -> write.values().stream()).toList());
        statement.execute();
        for (int i = 0; i < writes.size(); i++) {
            counts.add(statement.getUpdateCount());
            statement.getMoreResults();
        }
        return counts;
    }

    public static void set(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
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
    public interface Work {
        void run() throws SQLException;
    }

    /** Does it in a transaction of its own, which a failure rolls back. */
    public void inTransaction(Work work) throws SQLException {
        begin();
        try {
            work.run();
            commit();
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    public boolean isInTransaction() throws SQLException {
        return !connection.getAutoCommit();
    }

    /** Commits, and goes on in the next transaction. */
    public void commitAndContinue() throws SQLException {
        connection.commit();
    }

    /**
     * Commits. Whoever ends the mode ends the transaction (JDBC 4.3, section 10.1.1); a commit by itself has SQLite's driver begin
     * another with all of its locks, and fail where somebody else has them, though what was to be committed is.
     */
    public void commit() throws SQLException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (!connection.isClosed() && connection.getAutoCommit()) {
                rollbackPlainly(e);
            }
            throw e;
        }
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
            if (mayFailOver && !connection.isClosed()) {
                dialect.beforeClose(connection);
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
