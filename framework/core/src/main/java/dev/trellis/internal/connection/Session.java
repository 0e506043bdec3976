package dev.trellis.internal.connection;

import dev.trellis.Listener;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.SessionReset;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.dialect.Timeout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the database, configured by its dialect. If the connection is lost because another process takes over
 * the database (H2 with AUTO_SERVER), {@link #withReconnect} replaces the connection.
 */
public final class Session implements AutoCloseable {
    /** How often the database may fail over during one piece of work. */
    private static final int MAX_FAILOVERS = 100;

    private final Dialect dialect;
    private final Secrets secrets;
    private final ConnectionFactory factory;
    private final boolean mayFailOver;
    /** Receives the warnings of statements; null if they are not read. */
    private @Nullable Listener warnings;

    /** Holds the migration lock; SQL of scripts runs on it only if {@link #reset} can undo what the SQL does to it. */
    private OpenConnection main;
    /** The connection that everything runs on: {@link #main}, or one that was opened for a script. */
    private OpenConnection current;
    /**
     * Resets the session after a script. Null before the first script runs, and on databases on which only a new connection
     * has a clean session.
     */
    private @Nullable SessionReset reset;

    private boolean isResetKnown;
    private @Nullable Duration statementTimeout;
    private @Nullable Duration lockWaitTimeout;
    /** Runs in each transaction before it is committed; null for nothing. */
    private @Nullable Work beforeCommit;
    /** The settings that the topology of the server requires, for each connection. */
    private List<String> settings = List.of();

    private Session(ConnectionFactory factory) {
        this.factory = factory;
        this.dialect = factory.dialect();
        this.secrets = factory.secrets();
        this.mayFailOver = factory.mayFailOver();
        this.main = new OpenConnection(factory.connect());
        this.current = main;
    }

    /**
     * Returns the first dialect that accepts the URL of a database.
     *
     * @throws DatabaseException {@code unknown_database}, {@code no_schemas}
     */
    public static Dialect dialect(DatabaseSettings settings, List<Dialect> dialects) {
        Dialect dialect = dialects.stream()
                .filter(candidate -> candidate.accepts(settings.url()))
                .findFirst()
                .orElseThrow(() -> DatabaseException.unknownDatabase(
                        settings.display(), dialects.stream().map(Dialect::name).toList()));
        if (settings.schema() != null && !dialect.capabilities().schemas()) {
            throw DatabaseException.noSchemas(dialect.name(), settings.schema());
        }
        return dialect;
    }

    /**
     * Connects to a database.
     *
     * @param folder the folder that a relative path in the URL starts from
     * @param drivers finds drivers that are not on the class path
     * @throws DatabaseException {@code no_driver}, {@code access_denied}, {@code cannot_connect}
     */
    public static Session open(DatabaseSettings settings, Path folder, Dialect dialect, ClassLoader drivers) {
        return new Session(new ConnectionFactory(settings, folder, dialect, drivers));
    }

    static Session open(ConnectionFactory factory) {
        return new Session(factory);
    }

    /** Returns the settings of the database. */
    public DatabaseSettings settings() {
        return factory.settings();
    }

    /** Returns the dialect. */
    public Dialect dialect() {
        return dialect;
    }

    /** Returns the JDBC connection, which {@link #withReconnect} and {@link #beginScript} may replace. */
    public Connection connection() {
        return current.connection();
    }

    /** Returns the connection that holds the migration lock. A script runs on it only if the dialect can reset its session. */
    public Connection lockConnection() {
        return main.connection();
    }

    /**
     * Prepares to run SQL or Java code of a script, which may change the state of its session: settings, role, current
     * database, temporary tables, locks. If the dialect cannot reset all of this state, the script gets a connection of its
     * own until {@link #endScript}; the lock stays on the first connection.
     */
    public void beginScript() throws SQLException {
        if (!isResetKnown) {
            reset = factory.isGiven() ? dialect.keptSession(connection()) : dialect.sessionReset(connection());
            isResetKnown = true;
        }
        boolean mustStay = dialect.capabilities().transactionalDdl() && isInTransaction();
        if (reset == null && current == main && !mustStay && !factory.isPrivate()) {
            current = new OpenConnection(factory.connect());
            applyTimeouts();
            configure(settings);
        }
    }

    /** Runs statements that change settings of the session, on this connection and on those that scripts get. */
    public void configure(List<String> statements) throws SQLException {
        settings = statements;
        for (String statement : statements) {
            execute(statement);
        }
    }

    /** Returns whether a script runs on a connection of its own. */
    public boolean hasScriptConnection() {
        return current != main;
    }

    /**
     * Resets the settings that a script has made, within the script's transaction. Does nothing if the script has a
     * connection of its own.
     */
    public void resetSettings() throws SQLException {
        if (reset != null) {
            reset.resetSettings(connection());
        }
    }

    /** Removes the objects that a script has left in the session, within the script's transaction. */
    public void removeScriptObjects() throws SQLException {
        if (reset != null) {
            reset.removeObjects(connection());
        }
    }

    /**
     * Code of a script or a plugin.
     *
     * @param <X> what the code throws in addition
     */
    public interface ScriptCode<X extends Exception> {
        void run() throws SQLException, X;
    }

    /**
     * Runs code of a script or a plugin between {@link #beginScript} and {@link #endScript}, and then checks what the code has
     * done. If the code runs on the connection of the session, the check runs in the same transaction, after the settings that
     * the code made have been reset. If the code has a connection of its own, the check runs on the connection of the session,
     * after the code's connection has been closed.
     */
    public <X extends Exception> void runScript(ScriptCode<X> code, Work check) throws SQLException, X {
        beginScript();
        boolean isSeparate = hasScriptConnection();
        try {
            code.run();
            resetSettings();
            if (!isSeparate) {
                check.run();
            }
            removeScriptObjects();
        } finally {
            endScript();
        }
        if (isSeparate) {
            check.run();
        }
    }

    /** Closes the connection of a script, and resets the state that can be reset only outside a transaction. */
    public void endScript() throws SQLException {
        if (current != main) {
            OpenConnection script = current;
            current = main;
            close(script);
        } else if (reset != null && !connection().isClosed() && !isInTransaction()) {
            reset.resetOutsideTransaction(connection());
        }
    }

    /** Returns the default schema; null if the driver does not report it. */
    public @Nullable String defaultSchema() {
        try {
            String schema = connection().getSchema();
            return schema == null ? connection().getCatalog() : schema;
        } catch (SQLException e) {
            return null;
        }
    }

    /**
     * Sets the timeouts for the following statements. A null value keeps the timeout of the database.
     *
     * @return as for {@link Dialect#setTimeouts}
     */
    public Set<Timeout> setTimeouts(@Nullable Duration statement, @Nullable Duration lockWait) throws SQLException {
        statementTimeout = statement;
        lockWaitTimeout = lockWait;
        return applyTimeouts();
    }

    private Set<Timeout> applyTimeouts() throws SQLException {
        return statementTimeout == null && lockWaitTimeout == null
                ? Set.of()
                : dialect.setTimeouts(connection(), statementTimeout, lockWaitTimeout);
    }

    /**
     * Returns a Jdbi handle over this connection, for Java steps. It can neither close the connection nor end its
     * transaction.
     *
     * @param listener receives the statements, with the names of parameters instead of their values
     * @param guard throws an exception for a statement that must not be run, and returns the SQL to send for any other
     */
    public Handle handle(Listener listener, UnaryOperator<String> guard) {
        return current.handle(sql -> listener.statement(hide(sql)), guard, this::passWarnings);
    }

    /** Ends the handle of a Java step, so that code which keeps the handle can no longer use it. */
    public void endHandle() {
        current.endHandle();
    }

    /** From now on passes the warnings of executed statements to the listener, if the listener receives warnings. */
    public void passWarnings(Listener listener) {
        warnings = listener.receivesWarnings() ? listener : null;
    }

    /** Passes the warnings of a statement that has run, or has failed. */
    private void passWarnings(Statement statement) {
        Listener receiver = warnings;
        if (receiver == null) {
            return;
        }
        try {
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                String text = warning.getMessage();
                if (text != null && !text.isBlank()) {
                    receiver.warning(secrets.hide(text.strip()));
                }
            }
        } catch (SQLException e) {
            // The statement has ended; its own failure is reported elsewhere.
        }
    }

    /** Runs one statement without changing its text. */
    public void execute(String sql) throws SQLException {
        execute(sql, (statement, isRows) -> true);
    }

    /**
     * Reads the results of statements.
     *
     * @param <T> the type of the value read from them
     */
    public interface ResultReader<T> {
        /**
         * Reads the results of an executed statement.
         *
         * @param isRows whether the first result is a set of rows
         */
        T read(Statement statement, boolean isRows) throws SQLException;
    }

    /** Sends several statements to the server as one message, and reads their results. */
    public <T> T execute(String sql, ResultReader<T> reader) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try {
                return reader.read(statement, statement.execute(sql));
            } finally {
                passWarnings(statement);
            }
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Returns a text, such as a statement of a script, without the secrets of the configuration. */
    public String hide(String text) {
        return secrets.hide(text);
    }

    /** Returns the database's message, without secrets. */
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

    /** Returns the database's message about a failed statement, with the dialect's explanation and without secrets. */
    public String message(SQLException e, String sql) {
        String message = message(e);
        return message + dialect.explainError(sql, message);
    }

    /** Returns whether {@link #openAnother} leads to the same database. */
    public boolean mayOpenAnother() {
        return factory.mayOpenAnother();
    }

    /** Opens another connection to the same database, for use when the connection of this session is lost or busy. */
    public Session openAnother() {
        return new Session(factory);
    }

    /** Work that may be repeated from its beginning wherever a lost connection has interrupted it. */
    public interface RepeatableWork<T> {
        T run() throws SQLException;
    }

    /**
     * Runs the work. If the connection is lost because the database fails over to another process, connects to that process
     * and runs the work again. This is the only place where Trellis reconnects.
     */
    public <T> T withReconnect(Listener listener, RepeatableWork<T> work) throws SQLException {
        for (int failovers = 0; ; failovers++) {
            try {
                if (failovers > 0) {
                    listener.note(
                            "the process that served the H2 file to others (AUTO_SERVER) has ended; reconnecting");
                    reconnect();
                }
                return work.run();
            } catch (SQLException e) {
                if (!isFailover(e) || failovers == MAX_FAILOVERS) {
                    throw e;
                }
            }
        }
    }

    /** Whether an error means that the connection is lost and that another process may take over serving the database. */
    public boolean isFailover(SQLException e) {
        return mayFailOver && dialect.errorKind(e) == SqlErrorKind.CONNECTION_LOST;
    }

    /** Returns the kind of the database error that caused a failure; {@code OTHER} if the database did not cause it. */
    public SqlErrorKind errorKind(@Nullable Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return dialect.errorKind(sql);
            }
        }
        return SqlErrorKind.OTHER;
    }

    /** Whether another process may take over serving the database; the driver may then replace the session unnoticed. */
    public boolean mayFailOver() {
        return mayFailOver;
    }

    private void reconnect() throws SQLException {
        disconnect();
        main = new OpenConnection(factory.connect());
        current = main;
        reset = null;
        isResetKnown = false;
        applyTimeouts();
    }

    /**
     * Returns the prepared statement for this SQL. Later calls return the same statement, so the caller must not close it.
     */
    public PreparedStatement prepared(String sql) throws SQLException {
        return current.prepared(sql, dialect);
    }

    /**
     * Runs statements that change rows, as one message if the dialect supports batches.
     *
     * @return how many rows each statement changed
     */
    public List<Integer> update(List<ParameterizedStatement> writes) throws SQLException {
        return update(writes, "");
    }

    /** Runs statements that change rows and commits, in one message; for dialects that support batches. */
    public List<Integer> updateAndCommit(List<ParameterizedStatement> writes) throws SQLException {
        prepareCommit();
        return update(writes, "; COMMIT");
    }

    private List<Integer> update(List<ParameterizedStatement> writes, String suffix) throws SQLException {
        List<Integer> counts = new ArrayList<>();
        if (!dialect.capabilities().supportsBatches()) {
            for (ParameterizedStatement write : writes) {
                PreparedStatement statement = prepared(write.sql());
                set(statement, write.values());
                counts.add(statement.executeUpdate());
            }
            return counts;
        }
        PreparedStatement statement = prepared(
                writes.stream().map(ParameterizedStatement::sql).collect(Collectors.joining("; ", "", suffix)));
        set(statement, writes.stream().flatMap(write -> write.values().stream()).toList());
        statement.execute();
        for (int i = 0; i < writes.size(); i++) {
            counts.add(statement.getUpdateCount());
            statement.getMoreResults();
        }
        return counts;
    }

    /** Sets the parameters of a statement. */
    public static void set(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    /** Begins a transaction, unless one is open. */
    public void begin() throws SQLException {
        if (connection().getAutoCommit()) {
            connection().setAutoCommit(false);
        }
    }

    /** Work in a transaction. */
    public interface Work {
        void run() throws SQLException;
    }

    /** Runs the work in a transaction of its own, which a failure rolls back. */
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

    /** Returns whether a transaction is open. */
    public boolean isInTransaction() throws SQLException {
        return !connection().getAutoCommit();
    }

    /**
     * Sets work that runs in each transaction just before {@link #commit}, {@link #commitAndBegin} and {@link
     * #updateAndCommit} commit it; null for none.
     */
    public void beforeCommit(@Nullable Work work) {
        beforeCommit = work;
    }

    private void prepareCommit() throws SQLException {
        if (beforeCommit != null && isInTransaction()) {
            beforeCommit.run();
        }
    }

    /** Commits and begins the next transaction. */
    public void commitAndBegin() throws SQLException {
        prepareCommit();
        connection().commit();
    }

    /**
     * Commits by turning auto-commit on (JDBC 4.3, section 10.1.1). SQLite's driver follows {@code commit()} with {@code
     * BEGIN IMMEDIATE}, which fails when another process holds the lock even though the commit has succeeded.
     */
    public void commit() throws SQLException {
        prepareCommit();
        try {
            connection().setAutoCommit(true);
        } catch (SQLException e) {
            if (!connection().isClosed() && connection().getAutoCommit()) {
                rollbackInSql(e);
            }
            throw e;
        }
    }

    /** Rolls back, if a transaction is open, and ignores a failure of the rollback. */
    public void rollback() {
        rollback(new SQLException("rolled back"));
    }

    /** Rolls back, if a transaction is open. If the rollback fails, its exception is added to {@code reason}. */
    public void rollback(Throwable reason) {
        try {
            if (connection().isClosed() || connection().getAutoCommit()) {
                return;
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
            return;
        }
        try {
            connection().rollback();
        } catch (SQLException e) {
            // Some databases have already rolled back and refuse a second rollback.
            reason.addSuppressed(e);
        }
        try {
            connection().setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
            rollbackInSql(reason);
        }
    }

    /**
     * Rolls back with a statement, because SQLite's driver forgets, after a commit whose wait for a lock timed out, that the
     * transaction is still open.
     */
    private void rollbackInSql(Throwable reason) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            if (mayFailOver && !connection().isClosed()) {
                dialect.beforeClose(connection());
            }
        } catch (SQLException e) {
            // The connection is lost, so this process no longer serves the database to other processes.
        }
        disconnect();
    }

    private void disconnect() {
        if (current != main) {
            close(current);
        }
        close(main);
    }

    private void close(OpenConnection unused) {
        if (factory.outlivesSession()) {
            unused.close();
        }
        factory.release(unused.connection());
    }
}
