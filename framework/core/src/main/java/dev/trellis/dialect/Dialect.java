package dev.trellis.dialect;

import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import java.io.Closeable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database system. Stateless; a plugin may contribute further ones. One page is the whole port.
 *
 * <p>A schema is <em>canonical</em> for a dialect when it reads as {@link #inspect} would read it back: portable types
 * that the database cannot tell apart are one, defaults and conditions have the database's spelling. Comparing is then a
 * matter of {@code equals}.
 */
public interface Dialect {

    /** The word for it in scripts, models and configuration: {@code postgresql}. */
    String name();

    /** Whether a JDBC URL belongs to it. */
    boolean accepts(String url);

    /** What it has and keeps, and how long its names may be. */
    Capabilities capabilities();

    /** What changes to a table keep others waiting for; what {@code lint} warns of. */
    default DdlImpact ddlImpact() {
        return DdlImpact.NONE;
    }

    /** The driver's class, so that the others need not be loaded; null to ask all drivers. */
    default @Nullable String driverClass() {
        return null;
    }

    /**
     * Whether connecting means waiting for a server, and leaves no trace: then it is begun while the scripts are read, and
     * may turn out to have been for nothing.
     */
    default boolean isServer() {
        return false;
    }

    /** The URL as it is connected to, with the settings added that every run needs and the user did not give. */
    default String url(String url) {
        return url;
    }

    /** The URL with a relative path in it, where it holds one, made to start from a folder: the configuration's. */
    default String resolve(String url, Path folder) {
        return url;
    }

    /**
     * Ways to make an empty place of the same kind as a database, the best first; the next is taken where the server does
     * not allow one.
     *
     * @param url the database's URL
     * @param name what the place is called, a plain word that nothing else is called
     * @return none where the database knows no way
     */
    default List<ScratchDatabase> scratchDatabases(String url, String name) {
        return List.of();
    }

    /** How its own shell takes a script apart. */
    SqlSyntax syntax();

    /** A name as it stands in SQL, whatever characters it holds; in standard SQL in double quotes. */
    default String quote(String identifier) {
        return Identifiers.quoted(identifier);
    }

    /** How names stand in the SQL text of scripts and models. */
    default Quoting quoting() {
        return new Quoting(name(), this::quote);
    }

    /**
     * Drops a view, and other views that use it.
     *
     * @param quoted its name as it stands in SQL
     */
    default String dropView(String quoted) {
        return "DROP VIEW IF EXISTS " + quoted + " CASCADE";
    }

    /**
     * What keeps a name from being one here, however it is quoted: a sentence that begins with "it". Whoever compiles
     * operations asks beforehand.
     *
     * @return null when the database takes the name as it is
     */
    default @Nullable String identifierProblem(String identifier) {
        return Identifiers.objection(
                identifier, Identifiers.bytes(identifier), capabilities().identifierLimit(), "bytes");
    }

    /** The type for a text of some megabytes. */
    default ColumnType longText() {
        return ColumnType.of(ColumnType.Kind.TEXT);
    }

    /** Whether a primary key may have a name of its own; one that may not leaves out what a script says. */
    default boolean supportsPrimaryKeyNames() {
        return true;
    }

    /**
     * A constant as it stands in SQL; in standard SQL nothing in a text but its quote means more than itself.
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
     * The session settings that every run needs, as statements. They are run on each new connection, outside a
     * transaction.
     */
    default List<String> sessionSettings() {
        return List.of();
    }

    /**
     * The lines with which a script for the database's own shell begins: the shell's way to stop at an error, where it
     * does not by itself, and the settings.
     */
    default List<String> shellPrelude() {
        return sessionSettings().stream().map(setting -> setting + ";").toList();
    }

    /**
     * Has names without a schema lie in one, on this connection.
     *
     * @param schema asked for only where {@link Capabilities#schemas} says that there are any
     * @throws SQLException as the driver throws it
     */
    default void useSchema(Connection connection, String schema) throws SQLException {
        connection.setSchema(schema);
    }

    /**
     * Puts limits on what follows on the connection; those that are null stay the database's own.
     *
     * @param statement how long a statement may take
     * @param lockWait how long a statement may wait for a lock
     * @return what of it the database has no limit for, as the configuration calls it; null when all is kept
     * @throws SQLException as the driver throws it
     */
    default @Nullable String setTimeouts(
            Connection connection, @Nullable Duration statement, @Nullable Duration lockWait) throws SQLException {
        return statement != null ? "statement_timeout" : lockWait != null ? "lock_wait_timeout" : null;
    }

    /**
     * Whether a connection that is refused or lost may well be had in a moment, because the database goes from one hand to
     * the next.
     *
     * @param url what is connected to
     */
    default boolean mayFailOver(String url) {
        return false;
    }

    /** Held while such a database is connected to, so that those who come at once are not in each other's way. */
    default Closeable openGuard(String url) {
        return () -> {};
    }

    /**
     * Something to be done before the connection is closed, where the database goes from one hand to the next.
     *
     * @throws SQLException as the driver throws it
     */
    default void beforeClose(Connection connection) throws SQLException {}

    /**
     * What a failed statement's error is about, where that names what only Trellis knows of.
     *
     * @param said what the database said
     * @return a clause to add to it; empty where what it said will do
     */
    default String explainError(String sql, String said) {
        return "";
    }

    /**
     * Writes down for good what has been committed, where the database puts that off.
     *
     * @throws SQLException when it cannot be written, and so is lost
     */
    default void flush(Connection connection) throws SQLException {}

    /** Why a statement failed. */
    default SqlErrorKind errorKind(SQLException e) {
        return SqlErrorKind.ofState(e);
    }

    // ---- one process at a time, one statement at a time ----

    /** The lock that keeps processes with the same version table apart. */
    default SessionLock lock(TableName versions) {
        return SessionLock.NONE;
    }

    /**
     * A statement for the beginning of a revision's transaction, after which no other transaction that began with it goes
     * on; empty where beginning to write says as much.
     *
     * @param versions the version table, quoted
     */
    default String claimStatement(String versions) {
        return "";
    }

    /**
     * Whether its driver sends several statements, with or without parameters, as one message and tells the result of each,
     * and does none behind one that fails, nor a COMMIT: then what a revision does is sent that way.
     */
    default boolean supportsBatches() {
        return false;
    }

    /**
     * Has the server keep a statement, which will be run often, ready whatever DDL comes in between. The tables it speaks of
     * do not change.
     *
     * @throws SQLException as the driver throws it
     */
    default void prepareOnServer(PreparedStatement statement) throws SQLException {}

    /**
     * How the catalogue defines what a statement creates, changes or drops, for telling later whether the statement took
     * effect: the text differs then.
     *
     * @return empty when it is not there; null when the catalogue cannot tell
     * @throws SQLException as the driver throws it
     */
    default @Nullable String definitionOf(Connection connection, DatabaseObject object) throws SQLException {
        return null;
    }

    /**
     * Clears away what the statement leaves behind when it is stopped halfway, so that it can be run again.
     *
     * @throws SQLException as the driver throws it
     */
    default void cleanUpInterrupted(Connection connection, DatabaseObject object) throws SQLException {}

    // ---- saying and reading schemas ----

    /**
     * Says operations in SQL. Neighbours may be folded into fewer statements, never over a statement whose text the author
     * wrote. {@link dev.trellis.operation.RunJava} does not occur here: whoever runs the operations takes it out.
     *
     * @param catalog what may be asked about the database at this point
     * @param sink takes each statement as soon as it is known; on a connection it has been run when the call returns, so
     *     that the next look into the catalogue sees its effect
     * @throws DialectException when the database has no way to do it
     */
    void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink);

    /** What a compilation on this connection may ask. Nothing is read before it is asked for. */
    Catalog catalog(Connection connection);

    /**
     * Reads the structure of the default schema of the connection, and of further schemas, in a number of queries that
     * does not depend on the number of tables. The result is canonical.
     *
     * @param schemas further schemas to read; their tables carry the schema's name
     * @throws SQLException as the driver throws it
     */
    Schema inspect(Connection connection, List<String> schemas) throws SQLException;

    /**
     * All that the catalogue knows of the structure of some tables and views, by its parts: the part to its definition.
     * What {@link #inspect} cannot tell counts here too, down to triggers, rules and storage; rows, statistics and grants do
     * not, nor what others hang onto the table (their foreign keys, their views). A temporary table that hides one of the
     * tables is told as a part of it, and {@link CatalogSnapshot#IDENTITY} tells it from one that was made again in its place, as
     * far as the database does.
     *
     * @param tables those that are not there are left out
     * @throws SQLException as the driver throws it
     */
    Map<TableName, Map<String, String>> catalogSnapshot(Connection connection, Collection<TableName> tables)
            throws SQLException;

    /** The table that SQL means with a name as it is written there, quotes and dots included. */
    default TableName parseTableName(String written) {
        return QualifiedNameParser.table(written, name -> name.toLowerCase(Locale.ROOT));
    }

    /**
     * The name by which a table is told from others: two names that have the same one are one table here.
     *
     * @param home the default schema
     */
    default TableName comparisonKey(TableName name, String home) {
        return home.equals(name.schema()) ? TableName.of(name.name()) : name;
    }

    /**
     * The statements that bring the connection back to looking names up where it does now, and to taking SQL as it does
     * now, as far as raw SQL can lead it elsewhere; none when it cannot.
     *
     * @throws SQLException as the driver throws it
     */
    default List<String> restoreStatements(Connection connection) throws SQLException {
        return List.of();
    }

    /** The table as inspection would read it back, as far as that can be told without a connection. */
    Table canonical(Table table);

    /**
     * A desired schema as inspection would read it back if it were created here. Where only the server knows how it
     * spells an expression, the server is asked, for those that do not already read as in {@code actual}; nothing stays
     * behind in the database.
     *
     * @param actual what {@link #inspect} read
     * @throws SQLException as the driver throws it
     */
    default Schema canonical(Connection connection, Schema desired, Schema actual) throws SQLException {
        return desired.withEach(this::canonical);
    }
}
