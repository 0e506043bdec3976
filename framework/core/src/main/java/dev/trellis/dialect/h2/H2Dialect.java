package dev.trellis.dialect.h2;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Decimals;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.SessionReset;
import dev.trellis.dialect.ShellReset;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.dialect.Timeout;
import dev.trellis.dialect.TypeFamily;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import java.io.Closeable;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The dialect of H2 2.x. */
public final class H2Dialect implements Dialect {
    static final String NAME = "h2";
    private static final int LOCK_TIMEOUT = 50200;
    private static final int DEADLOCK = 40001;
    private static final int CONCURRENT_UPDATE = 90131;
    private static final int NOT_ADMINISTRATOR = 90040;
    private static final int CANCELED = 57014;
    private static final int NO_DISK_SPACE = 90100;
    private static final int OUT_OF_MEMORY = 90108;
    private static final int READ_ONLY = 90097;
    private static final int NOT_ENOUGH_RIGHTS = 90096;
    private static final int CLOSED = 90007;
    private static final int BROKEN = 90067;
    private static final int CLOSED_DATABASE = 90098;
    private static final int SHUT_DOWN = 90121;
    private static final int CANNOT_OPEN = 8000;
    private static final int IN_USE = 90020;
    private static final Pattern AUTO_SERVER = Pattern.compile("(?i);AUTO_SERVER=TRUE\\b");
    private static final Capabilities CAPABILITIES =
            Capabilities.of(256, Feature.COMMENTS, Feature.SCHEMAS, Feature.PRIMARY_KEY_NAMES);
    private static final Pattern NAME_SETTINGS =
            Pattern.compile("(?i);(DATABASE_TO_UPPER=FALSE|DATABASE_TO_LOWER=|CASE_INSENSITIVE_IDENTIFIERS=)");

    /** The schema that a URL makes the default. */
    private static final Pattern SCHEMA = Pattern.compile("(?i);SCHEMA=([^;]*)");

    /** URLs of a file with an absolute path, after {@link #resolveUrl}. */
    private static final Pattern FILE = Pattern.compile("(?i)jdbc:h2:(?:file:)?((?:[/\\\\]|[a-z]:)[^;]*).*");

    /** URLs of a file with a relative path; {@code mem:}, {@code tcp:} and the like do not match. */
    private static final Pattern RELATIVE = Pattern.compile("(?i)jdbc:h2:(?:file:)?(\\.{1,2}[/\\\\][^;]*)(.*)");

    private static final Pattern INTEGRITY_OFF =
            Pattern.compile("(?i)\\bset\\s+referential_integrity\\s+(?:false|0)\\b");
    private static final Pattern UNNAMED = Pattern.compile("(?i)jdbc:h2:mem:(?:;|$)");

    @Override
    public List<TableOption> tableOptions() {
        return H2TableOptions.ALL;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:h2:");
    }

    /**
     * Quotes a name only if it needs quotes, so that an application which connects with the same URL finds a table by its
     * unquoted name. Without a setting in the URL, H2 stores such a name in upper case.
     */
    @Override
    public String quote(String identifier) {
        return H2Keywords.needsQuotes(identifier) ? Identifiers.doubleQuoted(identifier) : identifier;
    }

    /**
     * Makes names match in every letter case, unless the URL contains a setting for the letter case of names. A database may
     * contain names in lower case that were created in quotes.
     */
    @Override
    public String connectionUrl(String url) {
        return NAME_SETTINGS.matcher(url).find() ? url : url + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    }

    @Override
    public List<String> shellSchema(String url, @Nullable String schema) {
        if (schema != null) {
            return List.of("SET SCHEMA " + quote(schema) + ";");
        }
        Matcher named = SCHEMA.matcher(url);
        if (!named.find()) {
            return List.of();
        }
        // H2 applies the same rules for letter case to a name without quotes as to the schema in the URL.
        String name = named.group(1);
        return List.of("SET SCHEMA " + (name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : quote(name)) + ";");
    }

    /**
     * Returns statements that set everything that the script may have changed to H2's defaults. H2 has no command that
     * resets a session.
     */
    @Override
    public ShellReset shellReset(List<String> statements, String url, @Nullable String schema) {
        List<String> home = shellSchema(url, schema);
        List<String> lines = new ArrayList<>(home.isEmpty() ? List.of("SET SCHEMA PUBLIC;") : home);
        lines.addAll(H2ShellReset.lines(statements));
        return new ShellReset(lines, List.of());
    }

    @Override
    public String driverClass() {
        return "org.h2.Driver";
    }

    @Override
    public @Nullable Path databaseFile(String url) {
        Matcher file = FILE.matcher(url);
        try {
            return file.matches() && !url.startsWith("jdbc:h2:mem:") ? Path.of(file.group(1) + ".mv.db") : null;
        } catch (InvalidPathException e) {
            return null; // the driver reports it
        }
    }

    @Override
    public String resolveUrl(String url, Path folder) {
        Matcher relative = RELATIVE.matcher(url);
        try {
            return relative.matches() ? "jdbc:h2:file:" + folder.resolve(relative.group(1)) + relative.group(2) : url;
        } catch (InvalidPathException e) {
            return url; // the driver reports it
        }
    }

    /** Returns a database in memory with the settings of the given URL; H2 deletes it with its last connection. */
    @Override
    public List<ScratchDatabase> scratchDatabases(String url, String name) {
        int start = url.indexOf(';');
        String settings = start < 0
                ? ""
                : url.substring(start).replaceAll("(?i);(DB_CLOSE_DELAY|IFEXISTS|AUTO_SERVER|INIT|CIPHER)=[^;]*", "");
        return List.of(ScratchDatabase.inMemory("jdbc:h2:mem:" + name + settings));
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntax.H2;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    /** Counts the length of names in characters (Constants.MAX_IDENTIFIER_LENGTH). */
    @Override
    public @Nullable String identifierProblem(String identifier) {
        return Identifiers.problem(identifier, identifier.length(), CAPABILITIES.identifierLimit(), "characters");
    }

    @Override
    public String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof BigDecimal number) {
            return Decimals.text(number);
        }
        return value instanceof Boolean yes ? (yes ? "TRUE" : "FALSE") : H2Text.quote(value.toString());
    }

    @Override
    public Set<Timeout> setTimeouts(Connection connection, @Nullable Duration statement, @Nullable Duration lockWait)
            throws SQLException {
        try (Statement sql = connection.createStatement()) {
            if (statement != null) {
                sql.execute("SET QUERY_TIMEOUT " + statement.toMillis());
            }
            if (lockWait != null) {
                sql.execute("SET LOCK_TIMEOUT " + lockWait.toMillis());
            }
        }
        return Set.of();
    }

    /** Returns true for AUTO_SERVER: when the serving process ends, another process opens the file and serves it. */
    @Override
    public boolean mayFailOver(String url) {
        return AUTO_SERVER.matcher(url).find();
    }

    /**
     * Writes committed changes to disk at once. H2 otherwise writes them half a second later, and reports no error if the
     * writing fails while H2 closes the file.
     */
    @Override
    public void flush(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("CHECKPOINT SYNC");
        } catch (SQLException e) {
            if (e.getErrorCode() != NOT_ADMINISTRATOR) {
                throw e;
            }
        }
    }

    @Override
    public Closeable openGuard(String url) {
        return H2OpenLock.acquire(url);
    }

    @Override
    public void beforeClose(Connection connection) throws SQLException {
        H2AutoServerHandover.waitForClients(connection);
    }

    @Override
    public String explainError(String sql, String message) {
        return message.contains("\"TEMP TABLE\"")
                ? " (H2 does not change a temporary table: drop it, and create it with its new definition)"
                : "";
    }

    @Override
    public SqlErrorKind errorKind(SQLException e) {
        return switch (e.getErrorCode()) {
            case LOCK_TIMEOUT -> SqlErrorKind.LOCK_WAIT_TIMEOUT;
            case DEADLOCK, CONCURRENT_UPDATE -> SqlErrorKind.SERIALIZATION_FAILURE;
            case CANCELED -> SqlErrorKind.STATEMENT_TIMEOUT;
            case NO_DISK_SPACE -> SqlErrorKind.DISK_FULL;
            case OUT_OF_MEMORY -> SqlErrorKind.OUT_OF_RESOURCES;
            case READ_ONLY -> SqlErrorKind.READ_ONLY;
            case NOT_ENOUGH_RIGHTS, NOT_ADMINISTRATOR -> SqlErrorKind.MISSING_PRIVILEGE;
            case CLOSED, BROKEN, CLOSED_DATABASE, SHUT_DOWN, CANNOT_OPEN, IN_USE -> SqlErrorKind.CONNECTION_LOST;
            default -> isFull(e) ? SqlErrorKind.DISK_FULL : SqlErrorKind.fromSqlState(e);
        };
    }

    /**
     * Returns whether the disk is full, according to the operating system's message in the causes. H2's own message says only
     * that writing failed.
     */
    private static boolean isFull(Throwable e) {
        Throwable cause = e.getCause();
        return cause != null
                && (String.valueOf(cause.getMessage()).contains("No space left on device") || isFull(cause));
    }

    @Override
    public String clock() {
        return "DATEDIFF('MILLISECOND', TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z', CURRENT_TIMESTAMP)";
    }

    @Override
    public SessionLock lock(TableName versions) {
        return new H2Lock(versions);
    }

    @Override
    public @Nullable String catalogEntry(Connection connection, DatabaseObject object) throws SQLException {
        return H2CatalogEntry.of(connection, object);
    }

    @Override
    public Set<DefinitionKind> definitionKinds() {
        return H2Definitions.KINDS;
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink) {
        new H2Ddl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new H2Catalog(connection);
    }

    @Override
    public Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        return H2Inspector.inspect(connection, schemas);
    }

    @Override
    public Map<TableName, Map<String, String>> catalogSnapshot(Connection connection, Collection<TableName> tables)
            throws SQLException {
        return H2Structure.of(connection, inspect(connection, CatalogSnapshot.schemas(tables)), tables);
    }

    @Override
    public TableName comparisonKey(TableName name, String defaultSchema) {
        return defaultSchema.equalsIgnoreCase(name.schema()) ? TableName.of(name.name()) : name;
    }

    @Override
    public SessionReset keptSession(Connection connection) throws SQLException {
        return H2KeptSession.of(connection);
    }

    @Override
    public boolean mayHaveUncommittedChanges(Connection connection) throws SQLException {
        return Query.isTrue(connection, "SELECT TRANSACTION_ID() IS NOT NULL");
    }

    @Override
    public @Nullable String refusal(String sql) {
        return H2DatabaseSettings.refusal(sql);
    }

    /**
     * Returns the statement that switches the check of foreign keys on again. A script can switch the check off for the
     * whole database until the database closes.
     */
    @Override
    public @Nullable String undoing(String sql) {
        return INTEGRITY_OFF.matcher(sql).find() ? "SET REFERENTIAL_INTEGRITY TRUE" : null;
    }

    /** Returns true for a database in memory without a name. */
    @Override
    public boolean isPrivate(String url) {
        return UNNAMED.matcher(url).lookingAt();
    }

    @Override
    public Table canonical(Table table) {
        return H2Canonical.table(table);
    }

    /**
     * Also returns true if either type is a text or bytes: H2 compares texts with numbers, dates and UUIDs, and bytes with
     * UUIDs.
     */
    @Override
    public boolean canReference(ColumnType column, ColumnType key) {
        return Dialect.super.canReference(column, key) || isConverted(column) || isConverted(key);
    }

    private static boolean isConverted(ColumnType type) {
        TypeFamily family = TypeFamily.of(type);
        return family == TypeFamily.TEXT || family == TypeFamily.BYTES;
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) throws SQLException {
        return canonical(connection, desired, actual, ignored -> {});
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual, Consumer<RejectedExpression> rejected)
            throws SQLException {
        return new H2Canonical(this, connection).schema(desired, actual, rejected);
    }
}
