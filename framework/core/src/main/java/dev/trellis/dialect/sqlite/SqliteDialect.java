package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.ExpressionValidation;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.LockForecast;
import dev.trellis.dialect.QualifiedNameParser;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.SessionReset;
import dev.trellis.dialect.ShellReset;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.dialect.TableLock;
import dev.trellis.dialect.Timeout;
import dev.trellis.dialect.UrlParameters;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import java.math.BigDecimal;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The dialect of SQLite 3.35 and later. */
public final class SqliteDialect implements Dialect {
    static final String NAME = "sqlite";

    private static final String PREFIX = "jdbc:sqlite:";

    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NO_MEMORY = 7;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int FULL = 13;

    private static final Capabilities CAPABILITIES =
            Capabilities.of(Integer.MAX_VALUE, Feature.TRANSACTIONAL_DDL, Feature.PRIMARY_KEY_NAMES);

    /** The kinds of definitions that SQLite has. */
    static final Set<DefinitionKind> KINDS = EnumSet.of(DefinitionKind.VIEW, DefinitionKind.TRIGGER);

    @Override
    public Set<DefinitionKind> definitionKinds() {
        return KINDS;
    }

    @Override
    public List<TableOption> tableOptions() {
        return SqliteTableOptions.ALL;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean accepts(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    @Override
    public String driverClass() {
        return "org.sqlite.JDBC";
    }

    /** Returns a lock on the whole database, because a writer excludes all other writers and, at its commit, all readers. */
    @Override
    public List<TableLock> expectedLocks(CompiledStatement statement) {
        LockForecast forecast = LockForecast.of(statement, SqlSyntax.SQLITE);
        return forecast.startsWith("select") || forecast.startsWith("pragma")
                ? List.of()
                : List.of(new TableLock(TableLock.EVERYTHING, "write lock of the file", TableLock.Blocks.WRITES));
    }

    @Override
    public @Nullable Path databaseFile(String url) {
        return databaseFile(url, FileSystems.getDefault());
    }

    /**
     * Returns the file of a URL.
     *
     * @return null for a database in memory, and for a name that the file system does not allow, which the driver reports
     */
    static @Nullable Path databaseFile(String url, FileSystem files) {
        String file = url.substring(PREFIX.length()).replaceFirst("\\?.*", "");
        if (url.contains("mode=memory") || file.contains(":memory:")) {
            return null;
        }
        // In a URI, the letter of a drive follows a slash: file:///C:/data/shop.db
        String path = file.startsWith("file:")
                ? file.replaceFirst("^file:(//(?=/))?", "").replaceFirst("^/(?=[A-Za-z]:)", "")
                : file;
        try {
            return path.isEmpty() || path.startsWith(":") ? null : files.getPath(path);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    @Override
    public String resolveUrl(String url, Path folder) {
        String file = url.substring(PREFIX.length());
        // Windows allows no question mark in a path, so the parameters are appended to the resolved path.
        int parameters = file.indexOf('?') < 0 ? file.length() : file.indexOf('?');
        String name = file.substring(0, parameters);
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:")) {
            return url;
        }
        try {
            return PREFIX + folder.resolve(name) + file.substring(parameters);
        } catch (InvalidPathException e) {
            return url; // the driver reports it
        }
    }

    /**
     * Lets each transaction take the write lock when it begins. A transaction that took the write lock only with its first
     * write would fail if another process had written since the transaction's first read.
     */
    @Override
    public String connectionUrl(String url) {
        return UrlParameters.addIfMissing(
                UrlParameters.addIfMissing(url, "transaction_mode=", "IMMEDIATE"), "busy_timeout=", "1000");
    }

    @Override
    public List<ScratchDatabase> scratchDatabases(String url, String name) {
        return List.of(ScratchDatabase.inMemory(PREFIX + "file:" + name + "?mode=memory&cache=shared"));
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntax.SQLITE;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public String quote(String identifier) {
        return quoted(identifier);
    }

    /**
     * Quotes a name only where necessary, because SQLite reads an unknown name in double quotes as a string, and reports an
     * unknown bare name as an error.
     */
    static String quoted(String name) {
        return isPlain(name) && !SqliteKeywords.contains(name) ? name : Identifiers.doubleQuoted(name);
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            boolean letter = (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || character == '_';
            if (!letter && (i == 0 || character < '0' || character > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    @Override
    public String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Boolean yes) {
            return yes ? "1" : "0";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String text = "'" + value.toString().replace("'", "''") + "'";
        return text.indexOf('\0') < 0 ? text : "(" + text.replace("\0", "' || char(0) || '") + ")";
    }

    /** Drops a view without CASCADE: SQLite resolves views when they are used, so that no view prevents dropping another. */
    @Override
    public String dropView(String quoted) {
        return "DROP VIEW IF EXISTS " + quoted;
    }

    /**
     * Switches foreign keys off for the connection: a rebuild drops the table for a moment, which must not cascade to the
     * rows that refer to it. The rebuild checks the affected foreign keys afterwards.
     */
    @Override
    public List<String> sessionSettings() {
        return List.of("PRAGMA foreign_keys = OFF", "PRAGMA legacy_alter_table = OFF");
    }

    @Override
    public List<String> shellPrelude() {
        return List.of(".bail on", "PRAGMA foreign_keys = OFF;", "PRAGMA legacy_alter_table = OFF;");
    }

    @Override
    public ShellReset shellReset(List<String> statements, String url, @Nullable String schema) {
        return SqliteShellReset.of(statements);
    }

    /** Sets the timeout for locks; SQLite has no timeout for statements. */
    @Override
    public Set<Timeout> setTimeouts(Connection connection, @Nullable Duration statement, @Nullable Duration lockWait)
            throws SQLException {
        if (lockWait != null) {
            try (Statement sql = connection.createStatement()) {
                sql.execute("PRAGMA busy_timeout = " + lockWait.toMillis());
            }
        }
        return statement == null ? Set.of() : Set.of(Timeout.STATEMENT);
    }

    @Override
    public SessionReset keptSession(Connection connection) throws SQLException {
        return SqliteKeptSession.of(connection);
    }

    @Override
    public void configureGiven(Connection connection) throws SQLException {
        TransactionMode.setImmediate(connection);
        LockFile.execute(connection, "PRAGMA busy_timeout = 1000");
    }

    /**
     * Returns whether the connection has ever changed a row, because SQLite does not show whether the present transaction
     * has changed one.
     */
    @Override
    public boolean mayHaveUncommittedChanges(Connection connection) throws SQLException {
        return Query.isTrue(connection, "SELECT total_changes() > 0");
    }

    @Override
    public SessionReset sessionReset(Connection connection) throws SQLException {
        return SqliteSessionReset.of(connection);
    }

    @Override
    public TableName qualify(Connection connection, TableName table) {
        return new TableName("main", table.name());
    }

    @Override
    public @Nullable String refusal(String sql) {
        return SqlitePragmas.refusal(sql);
    }

    @Override
    public SqlErrorKind errorKind(SQLException e) {
        return switch (e.getErrorCode() & 0xff) {
            case BUSY, LOCKED -> SqlErrorKind.LOCK_WAIT_TIMEOUT;
            case FULL -> SqlErrorKind.DISK_FULL;
            case NO_MEMORY, IO_ERROR -> SqlErrorKind.OUT_OF_RESOURCES;
            case READ_ONLY -> SqlErrorKind.READ_ONLY;
            default -> SqlErrorKind.OTHER;
        };
    }

    @Override
    public String explainError(String sql, String message) {
        String table = Rebuild.copiedTable(sql);
        return table.isEmpty() || !message.contains(Rebuild.TEMPORARY)
                ? ""
                : " (while rebuilding table " + table + ": existing rows violate the new definition)";
    }

    @Override
    public SessionLock lock(TableName versions) {
        return new SqliteLock();
    }

    @Override
    public String catalogEntry(Connection connection, DatabaseObject object) throws SQLException {
        return SqliteCatalogEntry.of(connection);
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink) {
        new SqliteDdl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new SqliteCatalog(connection);
    }

    @Override
    public Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        return SqliteInspector.inspect(connection, schemas);
    }

    @Override
    public Map<TableName, Map<String, String>> catalogSnapshot(Connection connection, Collection<TableName> tables)
            throws SQLException {
        return SqliteStructure.of(connection, tables);
    }

    @Override
    public TableName parseTableName(String written) {
        return QualifiedNameParser.parse(written, name -> name);
    }

    /** Returns the name in lower case, because SQLite ignores letter case in names, even in quotes. */
    @Override
    public TableName comparisonKey(TableName name, String defaultSchema) {
        String schema = name.schema();
        return new TableName(
                schema == null || schema.equalsIgnoreCase("main") ? null : SqliteTokens.fold(schema),
                SqliteTokens.fold(name.name()));
    }

    @Override
    public Table canonical(Table table) {
        return SqliteCanonical.table(table, Optional.empty());
    }

    @Override
    public boolean canReference(ColumnType column, ColumnType key) {
        return true;
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) {
        return SqliteCanonical.schema(desired, actual);
    }

    @Override
    public Schema canonical(
            Connection connection, Schema desired, Schema actual, Consumer<RejectedExpression> rejected) {
        Schema canonical = canonical(connection, desired, actual);
        SqliteDefinitions.reject(connection, canonical, actual, rejected);
        ExpressionValidation validation = new ExpressionValidation(connection, this, type -> "TEXT");
        for (Table table : canonical.tables().values()) {
            if (ExpressionValidation.hasExpressions(table)) {
                actual.table(table.name()).stream()
                        .flatMap(known -> validation.added(table, known).stream())
                        .flatMap(each -> validation.rejection(each, table).stream())
                        .forEach(rejected);
            }
        }
        return canonical;
    }
}
