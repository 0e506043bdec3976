package dev.trellis.dialect;

import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import java.io.Closeable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database system: how it executes operations, what its catalogue contains, and how Trellis connects to it and locks it. A
 * dialect is stateless and has a public constructor without parameters; a plugin contributes a dialect with
 * {@code TrellisBinder.dialect}.
 *
 * <p>Nine methods are <strong>required</strong>: {@link #name}, {@link #accepts}, {@link #capabilities}, {@link #syntax},
 * {@link #compile}, {@link #catalog}, {@link #inspect}, {@link #catalogSnapshot} and {@link #canonical(Table)}. These
 * methods suffice for revisions, autogenerate and check. Every other method has a default, which is standard SQL or "not
 * supported". The optional methods form groups, one for each feature:
 *
 * <ul>
 *   <li><em>SQL text</em>: quotes, constants and names that differ from standard SQL;
 *   <li><em>connection</em>: driver, URL, session settings, timeouts, the kinds of errors;
 *   <li><em>sessions of scripts</em>: the changes that SQL of a script may make to its session, and their reset;
 *   <li><em>failover</em>: a database file that passes from one process to the next;
 *   <li><em>locking and batching</em>: one process migrates at a time; fewer messages to a server;
 *   <li><em>resume</em>: a revision that was interrupted on a database without transactional DDL;
 *   <li><em>protection</em>: which table a raw SQL statement means;
 *   <li><em>canonical form</em>: expressions that only the server can normalize;
 *   <li><em>verify and lint</em>: throwaway databases, and the impact of DDL on other sessions.
 * </ul>
 *
 * <p>The contract suite in {@code trellis-testkit} checks a dialect on its real database.
 *
 * <p>A schema is <em>canonical</em> for a dialect if it equals the schema that {@link #inspect} would return after all its
 * tables have been created: portable types that the database cannot tell apart are one type, and defaults and conditions
 * have the database's spelling. Two canonical schemas can therefore be compared with {@code equals}.
 */
public interface Dialect {

    // ---- required ----

    /** Returns the dialect's name in scripts, models and configuration, such as {@code postgresql}. */
    String name();

    /** Returns whether a JDBC URL belongs to this database. */
    boolean accepts(String url);

    /** Returns the database's features and the greatest length of a name. */
    Capabilities capabilities();

    /**
     * Returns the kinds of definitions that {@link #compile} creates and {@link #inspect} reads; none by default.
     */
    default Set<DefinitionKind> definitionKinds() {
        return Set.of();
    }

    /**
     * Returns the options that a table of this database may have in addition to its columns, constraints, indexes and
     * comment; none by default. {@link #compile} sets them, {@link #inspect} reads them, and models state them under {@code
     * options: {DIALECT: {NAME: VALUE}}}.
     */
    default List<TableOption> tableOptions() {
        return List.of();
    }

    /** Returns the syntax by which the database's own shell splits a script into statements. */
    SqlSyntax syntax();

    /**
     * Compiles operations into SQL. Adjacent operations may become one statement, but operations before and after a
     * statement whose text the author wrote never become one statement. {@link dev.trellis.operation.RunJava} never occurs
     * here, because the caller runs Java code.
     *
     * @param catalog the tables of the database at this point
     * @param sink receives each statement immediately. On a connection the statement has run when the sink returns, so that
     *     the catalogue then shows the effect of the statement.
     * @throws DialectException {@code unsupported} if the database cannot perform an operation
     */
    void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink);

    /** Returns the catalogue on a connection, which reads a table when the table is first requested. */
    Catalog catalog(Connection connection);

    /**
     * Reads the structure of the connection's default schema, and of further schemas, in a number of queries that does not
     * depend on the number of tables.
     *
     * @param schemas the further schemas; their tables carry the schema's name
     * @return the schema in canonical form; its {@link Schema#schemas} are those of the further schemas that exist
     * @throws SQLException if the driver reports one
     */
    Schema inspect(Connection connection, List<String> schemas) throws SQLException;

    /**
     * Reads the structure as {@link #inspect} does, but may omit options of tables that take long to read. A comparison needs
     * the options of few tables, which it adds by {@link #withOptions}.
     *
     * @throws SQLException if the driver reports one
     */
    default Schema inspectWithoutOptions(Connection connection, List<String> schemas) throws SQLException {
        return inspect(connection, schemas);
    }

    /**
     * Adds the options that {@link #inspectWithoutOptions} omits.
     *
     * @param inspected the result of {@link #inspectWithoutOptions}
     * @param tables the names of the tables that need their options; names that the schema does not contain are ignored
     * @throws SQLException if the driver reports one
     */
    default Schema withOptions(Connection connection, Schema inspected, Collection<TableName> tables)
            throws SQLException {
        return inspected;
    }

    /**
     * Reads everything that the catalogue contains about the structure of some tables and views, so that Trellis can
     * detect changes by raw SQL and Java. The snapshot includes what {@link #inspect} omits, such as triggers, rules and
     * storage. It excludes rows, statistics, grants, and objects that other tables attach to the table (their foreign
     * keys, their views). A temporary table that hides one of the tables is a part of the hidden table. On databases that
     * show it, {@link CatalogSnapshot#IDENTITY} differs after the table has been dropped and created again.
     *
     * @param tables the tables and views to read; a missing one is left out of the result
     * @return the definition of each part, by table and by name of the part
     * @throws SQLException if the driver reports one
     */
    Map<TableName, Map<String, String>> catalogSnapshot(Connection connection, Collection<TableName> tables)
            throws SQLException;

    /** Returns the table as {@link #inspect} would read it back, as far as the result is known without a connection. */
    Table canonical(Table table);

    // ---- optional: SQL text ----

    /**
     * Returns whether a foreign key of one column may refer to a column of another type. By default both types must belong
     * to the same {@link TypeFamily}.
     *
     * @param column the type of the column, in canonical form
     * @param key the type of the referenced column, in canonical form
     */
    default boolean canReference(ColumnType column, ColumnType key) {
        TypeFamily family = TypeFamily.of(column);
        TypeFamily other = TypeFamily.of(key);
        return family == null || other == null || family == other;
    }

    /** Returns an identifier in quotes, which may contain any character; in double quotes by default. */
    default String quote(String identifier) {
        return Identifiers.doubleQuoted(identifier);
    }

    /** Returns the rules for quotes and letter case by which Trellis finds names in the SQL text of scripts and models. */
    default Quoting quoting() {
        return new Quoting(name(), this::quote);
    }

    /**
     * Returns a constant as an SQL literal. By default only the quote is escaped in a text.
     *
     * @param value a String, a Boolean, a BigDecimal, or null
     */
    default String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof Boolean
                ? value.toString()
                : "'" + value.toString().replace("'", "''") + "'";
    }

    /**
     * Returns the reason why this database rejects an identifier even when it is quoted. Trellis checks the names of all
     * operations before it compiles the first one.
     *
     * @return a clause that begins with "it", {@code it is empty}; null if the identifier is valid
     */
    default @Nullable String identifierProblem(String identifier) {
        return Identifiers.problem(
                identifier, Identifiers.bytes(identifier), capabilities().identifierLimit(), "bytes");
    }

    /** Returns the type of a column that holds texts of several megabytes; Trellis uses it for its history table. */
    default ColumnType longText() {
        return ColumnType.of(ColumnType.Kind.TEXT);
    }

    /**
     * Returns the largest statement that the server accepts, in bytes. Before it runs a large script, Trellis checks that each
     * statement is smaller.
     */
    default long statementLimit(Connection connection) throws SQLException {
        return Long.MAX_VALUE;
    }

    /**
     * Returns the statement that drops a view and the views that depend on it.
     *
     * @param quoted the view's name in quotes
     */
    default String dropView(String quoted) {
        return "DROP VIEW IF EXISTS " + quoted + " CASCADE";
    }

    // ---- optional: connection ----

    /** Returns the name of the driver's class; null to let {@link java.sql.DriverManager} ask every driver. */
    default @Nullable String driverClass() {
        return null;
    }

    /**
     * Returns the URL together with the parameters that every run needs; a parameter that the user has set stays unchanged.
     */
    default String connectionUrl(String url) {
        return url;
    }

    /**
     * Returns the URL with an absolute path in place of a relative one; a URL without a relative path stays unchanged.
     *
     * @param folder the folder of the configuration file
     */
    default String resolveUrl(String url, Path folder) {
        return url;
    }

    /** Returns the statements that configure each new connection; Trellis runs them outside a transaction. */
    default List<String> sessionSettings() {
        return List.of();
    }

    /**
     * Returns the first lines of a script for the database's own shell. The lines make the shell stop at the first error
     * where the shell does not do so by default, set the character set of the script to UTF-8, and apply the session
     * settings.
     */
    default List<String> shellPrelude() {
        return sessionSettings().stream().map(setting -> setting + ";").toList();
    }

    /**
     * Returns the lines of a script for the database's own shell that select the default schema, so that the script uses the
     * same schema as a connection.
     *
     * @param url the configured URL, which may name a schema
     * @param schema the configured schema; null if none is configured
     */
    default List<String> shellSchema(String url, @Nullable String schema) {
        return List.of();
    }

    /**
     * Returns the lines of a script for the database's own shell that undo what SQL of a revision may have changed in the
     * session of the shell.
     *
     * @param statements the statements that the revision executes as SQL text; not empty
     * @param url the configured URL
     * @param schema the configured schema; null if none is configured
     */
    default ShellReset shellReset(List<String> statements, String url, @Nullable String schema) {
        return ShellReset.NONE;
    }

    /**
     * Makes a schema the default schema of this connection. Trellis calls this only on databases with
     * {@linkplain Capabilities#schemas schemas}.
     *
     * @throws SQLException if the driver reports one
     */
    default void useSchema(Connection connection, String schema) throws SQLException {
        connection.setSchema(schema);
    }

    /**
     * Returns whether a connection whose auto-commit is off may have changes that are neither committed nor rolled back.
     * Trellis does not use such a connection if the application provides it.
     *
     * @throws SQLException if the driver reports one
     */
    default boolean mayHaveUncommittedChanges(Connection connection) throws SQLException {
        return true;
    }

    /**
     * Sets timeouts for the following statements on the connection.
     *
     * @param statement how long a statement may take; null keeps the database's setting
     * @param lockWait how long a statement may wait for a lock; null keeps the database's setting
     * @return the requested timeouts that the database does not enforce, or not for every statement
     * @throws SQLException if the driver reports one
     */
    default Set<Timeout> setTimeouts(Connection connection, @Nullable Duration statement, @Nullable Duration lockWait)
            throws SQLException {
        Set<Timeout> unsupported = EnumSet.noneOf(Timeout.class);
        if (statement != null) {
            unsupported.add(Timeout.STATEMENT);
        }
        if (lockWait != null) {
            unsupported.add(Timeout.LOCK_WAIT);
        }
        return unsupported;
    }

    /** Returns the kind of error that a statement failed with. By default, the SQLSTATE determines the kind. */
    default SqlErrorKind errorKind(SQLException e) {
        return SqlErrorKind.fromSqlState(e);
    }

    /**
     * Explains an error message that names an internal object, such as the temporary table of a SQLite rebuild.
     *
     * @param message the database's message
     * @return a clause to append to the message; empty if the message needs no explanation
     */
    default String explainError(String sql, String message) {
        return "";
    }

    /**
     * Returns an aggregate of SQL over rows, whose value differs if the rows differ, whatever their order. Trellis compares
     * the histories of many schemas by it, with one query.
     *
     * @param text an expression of SQL that is the text of a row
     * @return null if the database has no such aggregate
     */
    default @Nullable String digest(String text) {
        return null;
    }

    // ---- optional: sessions of scripts ----

    /**
     * Returns an object that undoes every change that SQL of a script can make to the state of this session. By default, a
     * script with raw SQL or Java code runs on a connection of its own, which is closed after its revision.
     *
     * @return null if only a new connection has a clean state
     * @throws SQLException if the driver reports one
     */
    default @Nullable SessionReset sessionReset(Connection connection) throws SQLException {
        return null;
    }

    /**
     * Returns an object that undoes every change that Trellis and SQL of a script make to a connection that belongs to the
     * application. Unlike {@link #sessionReset}, it keeps the settings that the application has made before.
     *
     * @throws SQLException if the driver reports one
     */
    default SessionReset keptSession(Connection connection) throws SQLException {
        return SessionReset.NONE;
    }

    /**
     * Applies the settings of {@link #connectionUrl} to a connection of the application. {@link #keptSession} undoes these
     * settings.
     *
     * @throws SQLException if the driver reports one
     */
    default void configureGiven(Connection connection) throws SQLException {}

    /**
     * Returns whether each connection with this URL opens a database of its own, such as a database in memory without a
     * name. All scripts then run on one connection.
     */
    default boolean isPrivate(String url) {
        return false;
    }

    /**
     * Returns the name with the schema in which this connection finds a table now, so that the name means the same table
     * whatever a script does to the session.
     *
     * @param table a name without a schema
     * @throws SQLException if the driver reports one
     */
    default TableName qualify(Connection connection, TableName table) throws SQLException {
        String schema = capabilities().schemas() ? connection.getSchema() : null;
        return schema == null ? table : new TableName(schema, table.name());
    }

    /**
     * Adds a table to a statement that locks tables, so that the session can write to the added table. On some databases, a
     * session that locks tables cannot access any other table.
     *
     * @param table the quoted name of the table
     * @return the statement unchanged if it locks no tables
     */
    default String lockingAlso(String sql, String table) {
        return sql;
    }

    /**
     * Returns the reason why a statement must not run in a script of any branch.
     *
     * @return a clause about the statement, {@code it would corrupt the file}; null if it may run
     */
    default @Nullable String refusal(String sql) {
        return null;
    }

    /**
     * Returns a statement that undoes a change of a setting of the whole database, if the given statement of a script
     * makes such a change. Trellis runs the returned statement after the revision, because the change would otherwise
     * last until the database closes.
     *
     * @return null if the given statement changes no such setting
     */
    default @Nullable String undoing(String sql) {
        return null;
    }

    /**
     * Returns whether a statement only states in which encoding its script is written. Trellis does not run such a
     * statement, because Trellis reads scripts as UTF-8, and the driver sets the encoding of the connection.
     */
    default boolean isEncodingStatement(String sql) {
        return false;
    }

    /**
     * Returns an identifier of the present transaction, so that Trellis can detect that a script has ended it.
     *
     * @return the identifier; null if the database does not show one
     * @throws SQLException if the driver reports one
     */
    default @Nullable String transactionId(Connection connection) throws SQLException {
        return null;
    }

    /**
     * Returns whether a finished transaction was committed.
     *
     * @param transactionId as {@link #transactionId} returned it
     * @throws SQLException if the driver reports one
     */
    default boolean isCommitted(Connection connection, String transactionId) throws SQLException {
        return false;
    }

    /**
     * Returns whether a commit may run code of a script, such as a deferred trigger. Trellis then checks once more, after
     * the commit, whether the script has changed protected tables.
     *
     * @throws SQLException if the driver reports one
     */
    default boolean mayRunCodeAtCommit(Connection connection) throws SQLException {
        return false;
    }

    // ---- optional: failover of a database file between processes ----

    /**
     * Returns whether a connection that is refused or lost may succeed a moment later, because another process takes the
     * database over. Trellis then reconnects.
     */
    default boolean mayFailOver(String url) {
        return false;
    }

    /**
     * Returns a guard that Trellis holds while it connects, so that processes which open the database at the same moment
     * do not disturb each other.
     */
    default Closeable openGuard(String url) {
        return () -> {};
    }

    /**
     * Prepares to close the connection to a database that {@linkplain #mayFailOver may fail over}, for example waits
     * until the other processes that use the database through this process have disconnected.
     *
     * @throws SQLException if the driver reports one
     */
    default void beforeClose(Connection connection) throws SQLException {}

    /**
     * Writes committed changes to disk, on a database that otherwise writes them only after a delay.
     *
     * @throws SQLException if the changes cannot be written and are lost
     */
    default void flush(Connection connection) throws SQLException {}

    /**
     * Returns the file of the database, which a connection would create if it is missing; null if the database has no file.
     *
     * @param url the {@linkplain #resolveUrl resolved} URL
     */
    default @Nullable Path databaseFile(String url) {
        return null;
    }

    // ---- optional: locking and batching ----

    /**
     * Returns the lock that lets one process migrate at a time. Without such a lock, the transactions must keep processes
     * apart.
     *
     * @param versions the version table; processes with the same version table exclude each other
     */
    default SessionLock lock(TableName versions) {
        return SessionLock.NONE;
    }

    /**
     * Returns an expression of SQL for the present time of the database, in milliseconds since 1970 in UTC. Trellis lets a
     * lease expire by it, where a {@linkplain Topology session lock does not reach all nodes}.
     *
     * @return null if the database has no lease, because only one session writes at a time
     */
    default @Nullable String clock() {
        return null;
    }

    /**
     * Returns the statement that starts each revision's transaction and serializes it against other Trellis processes
     * ({@code LOCK TABLE ... NOWAIT}).
     *
     * @param versions the version table in quotes
     * @return the statement; empty if starting a write transaction already excludes other processes, or if DDL ends the
     *     transaction, so that no statement can exclude them until the revision ends
     */
    default String claimStatement(String versions) {
        return "";
    }

    /**
     * Makes the driver prepare a statement on the server once and keep the prepared statement through all DDL. Trellis calls
     * this method for a statement on its own tables, which it runs for each revision. On PostgreSQL, prepared statements
     * account for a part of the time that {@link Capabilities.Feature#BATCHES} saves.
     *
     * @throws SQLException if the driver reports one
     */
    default void prepareOnServer(PreparedStatement statement) throws SQLException {}

    // ---- optional: resume ----

    /**
     * Returns the catalogue's entry of the object that a statement creates, changes or drops, as text. Trellis compares the
     * entries before and after an interruption to find out whether the statement took effect. The entry has nothing to do
     * with the {@linkplain dev.trellis.schema.Definition definitions} of a branch.
     *
     * @param object the object as the statement names it
     * @return the entry; empty if the object does not exist; null if the entry cannot be read
     * @throws SQLException if the driver reports one
     */
    default @Nullable String catalogEntry(Connection connection, DatabaseObject object) throws SQLException {
        return null;
    }

    /**
     * Removes the objects that an interrupted statement has left behind, so that the statement can run again.
     *
     * @param object the object that the statement creates, changes or drops
     * @throws SQLException if the driver reports one
     */
    default void cleanUpInterrupted(Connection connection, DatabaseObject object) throws SQLException {}

    // ---- optional: protection ----

    /**
     * Returns the table that a name in SQL refers to.
     *
     * @param written the name as the SQL contains it, with quotes and dots
     */
    default TableName parseTableName(String written) {
        return QualifiedNameParser.parse(written, name -> name.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the key by which table names are compared: two names with the same key mean the same table.
     *
     * @param defaultSchema the connection's default schema
     */
    default TableName comparisonKey(TableName name, String defaultSchema) {
        return defaultSchema.equals(name.schema()) ? TableName.of(name.name()) : name;
    }

    // ---- optional: canonical form ----

    /**
     * Returns a desired schema as {@link #inspect} would read it back after its tables have been created. If only the server
     * knows how it spells an expression, the dialect asks the server, unless the expression already equals the one in
     * {@code actual}. The question leaves no trace in the database.
     *
     * @param actual the schema that {@link #inspect} returned
     * @throws SQLException if the driver reports one
     */
    default Schema canonical(Connection connection, Schema desired, Schema actual) throws SQLException {
        return desired.withEach(this::canonical);
    }

    /**
     * Returns the same schema as {@link #canonical(Connection, Schema, Schema)}, and reports each expression that the
     * database rejects. A rejected expression keeps the spelling of its author, and all other expressions get the spelling
     * of the database.
     *
     * @param rejected receives the rejected expressions
     * @throws SQLException if the driver reports one
     */
    default Schema canonical(
            Connection connection, Schema desired, Schema actual, Consumer<RejectedExpression> rejected)
            throws SQLException {
        return canonical(connection, desired, actual);
    }

    /**
     * Returns the constraints and indexes of a table that a model cannot express completely: a deferrable unique constraint,
     * a constraint that is not validated, an invisible index. Autogenerate warns if a draft of a revision drops such an
     * object or a column that it mentions.
     *
     * @return the SQL that creates each object, by its name
     * @throws SQLException if the driver reports one
     */
    default Map<String, String> unmodelledObjects(Connection connection, TableName table) throws SQLException {
        return Map.of();
    }

    // ---- optional: verify and lint ----

    /**
     * Returns the locks that a statement is expected to take on tables that exist before the statement runs. Locks on rows
     * are not included. By default a statement that changes the structure of a table, or refers to it, blocks all use of the
     * table.
     */
    default List<TableLock> expectedLocks(CompiledStatement statement) {
        LockForecast forecast = LockForecast.of(statement, syntax());
        List<TableLock> locks =
                new ArrayList<>(LockForecast.on(forecast.changed(), "exclusive", TableLock.Blocks.READS_AND_WRITES));
        locks.addAll(LockForecast.on(forecast.referred(), "exclusive", TableLock.Blocks.READS_AND_WRITES));
        return locks;
    }

    /**
     * Returns the ways to create a throwaway database of the same kind, the best way first. If the server refuses
     * one way, Trellis tries the next.
     *
     * @param url the given database's URL
     * @param name the new database's name, a plain word that no other object has
     * @return the ways; empty if the dialect cannot create a throwaway database
     */
    default List<ScratchDatabase> scratchDatabases(String url, String name) {
        return List.of();
    }

    /** Returns which changes block other sessions or rewrite a table, for the warnings of {@code lint}. */
    default DdlImpact ddlImpact() {
        return DdlImpact.NONE;
    }
}
