package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.DdlImpact;
import dev.trellis.dialect.Decimals;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.LockForecast;
import dev.trellis.dialect.QualifiedNameParser;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.SessionReset;
import dev.trellis.dialect.ShellReset;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.dialect.TableLock;
import dev.trellis.dialect.Timeout;
import dev.trellis.dialect.TypeFamily;
import dev.trellis.internal.sql.SqlComments;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The common part of {@code MariadbDialect} and {@code MysqlDialect}. */
public abstract class MysqlBaseDialect implements Dialect {
    /** The greatest number of digits, and of digits after the point, of a decimal constant. */
    private static final int MAX_PRECISION = 65;

    private static final int MAX_SCALE = 30;

    private static final Pattern DATABASE = Pattern.compile("(jdbc:[a-z+]+:(?:\\w+:)?//[^/?]*/)[^?]*(\\?.*)?");

    private static final Pattern NAMED_DATABASE = Pattern.compile("jdbc:[a-z+]+:(?:\\w+:)?//[^/?]*/([^?]+)");

    private static final Pattern USE = Pattern.compile("(?is)(?:/\\*.*?\\*/|\\s)*use\\b");

    private static final Capabilities CAPABILITIES =
            Capabilities.of(64, Feature.COMMENTS, Feature.SCHEMAS, Feature.SERVER);

    private static final Set<DefinitionKind> KINDS =
            EnumSet.of(DefinitionKind.VIEW, DefinitionKind.FUNCTION, DefinitionKind.PROCEDURE, DefinitionKind.TRIGGER);

    private final String name;
    private final String product;
    private final MysqlBaseTypes types;
    private final MysqlBaseInspector inspector;

    /**
     * Creates the dialect.
     *
     * @param product the product's name in messages, {@code MariaDB}
     */
    protected MysqlBaseDialect(String name, String product, MysqlBaseTypes types, MysqlBaseInspector inspector) {
        this.name = name;
        this.product = product;
        this.types = types;
        this.inspector = inspector;
    }

    /** Returns {@code longtext}, because a {@code text} holds only 64 KiB. */
    @Override
    public ColumnType longText() {
        return new ColumnType.Native("longtext");
    }

    @Override
    public long statementLimit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet limit = statement.executeQuery("SELECT @@max_allowed_packet")) {
            limit.next();
            return limit.getLong(1);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    // ---- differences between MariaDB and MySQL ----

    final MysqlBaseTypes types() {
        return types;
    }

    /**
     * Sets the time that a statement may take.
     *
     * @return whether the server enforces the limit for every statement
     */
    protected abstract boolean setStatementTimeout(Connection connection, Duration limit) throws SQLException;

    /**
     * Returns an expression of SQL that shows the software of a cluster on a node; its value is empty, 0 or NULL on a single
     * server. The query that acquires the lock contains the expression, so it has to be fast.
     */
    protected abstract String clusterVariable();

    /** Returns whether the catalogue shows the ALGORITHM of a view. */
    protected boolean hasViewAlgorithm() {
        return false;
    }

    /** Returns whether the query of a view in the catalogue contains the view's list of columns as aliases. */
    protected boolean hasColumnAliasesInViews() {
        return false;
    }

    /** Returns whether CREATE OR REPLACE exists for routines and triggers, and not only for views. */
    protected boolean canReplaceRoutines() {
        return false;
    }

    /** Returns whether a generated column may be NOT NULL. */
    protected boolean allowsNotNullComputed() {
        return false;
    }

    /** Removes from an expression of {@code SHOW CREATE} the parts that the server adds to every expression. */
    protected String withoutServerAdditions(String sql) {
        return sql;
    }

    /**
     * Returns the SQL that a text has for this dialect, without comments.
     *
     * @throws DialectException {@code missing_key} if the text has no SQL for this dialect
     */
    protected final String sql(SqlText text) {
        String sql = text.in(name);
        if (sql == null) {
            throw DialectException.noSqlFor(name, text.toString());
        }
        return SqlComments.without(sql, syntax());
    }

    // ---- Dialect ----

    @Override
    public Set<DefinitionKind> definitionKinds() {
        return KINDS;
    }

    @Override
    public DdlImpact ddlImpact() {
        return MysqlBaseDdlImpact.IMPACT;
    }

    @Override
    public List<ScratchDatabase> scratchDatabases(String url, String name) {
        Matcher parts = DATABASE.matcher(url);
        String quoted = quote(name);
        return parts.matches()
                ? List.of(ScratchDatabase.amongSchemas(
                        parts.group(1) + name + (parts.group(2) == null ? "" : parts.group(2)),
                        "create database " + quoted,
                        "drop database " + quoted,
                        "select schema_name from information_schema.schemata"))
                : List.of();
    }

    /** Selects the database: schemas are databases here, which JDBC calls catalogs, and the drivers ignore setSchema. */
    @Override
    public void useSchema(Connection connection, String schema) throws SQLException {
        connection.setCatalog(schema);
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntax.MARIADB;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public String quote(String identifier) {
        return quoted(identifier);
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /**
     * Counts the length of a name in characters, which must belong to the Basic Multilingual Plane (section "Identifier
     * Names" of MariaDB's manual, "Schema Object Names" of MySQL's).
     */
    @Override
    public @Nullable String identifierProblem(String identifier) {
        if (identifier.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            return "it contains a character beyond U+FFFF, which " + product + " does not store";
        }
        if (!identifier.isEmpty() && Character.isWhitespace(identifier.charAt(identifier.length() - 1))) {
            return "it ends with white space, which " + product + " does not allow";
        }
        return Identifiers.problem(identifier, identifier.length(), CAPABILITIES.identifierLimit(), "characters");
    }

    @Override
    public String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof BigDecimal number) {
            return number(number);
        }
        return value instanceof Boolean yes ? (yes ? "TRUE" : "FALSE") : MysqlBaseTokens.quote(value.toString());
    }

    /**
     * Returns a number as text: with an exponent, which makes it a double, if a decimal constant of the server would lose
     * digits.
     */
    private static String number(BigDecimal number) {
        if (number.scale() <= MAX_SCALE && number.precision() - number.scale() <= MAX_PRECISION) {
            return Decimals.text(number);
        }
        String text = number.toString();
        return text.contains("E") ? text : text + "E0";
    }

    @Override
    public List<TableOption> tableOptions() {
        return inspector.tableOptions();
    }

    /** Makes a backslash in a literal an escape character, whatever the server's SQL mode is. */
    @Override
    public List<String> sessionSettings() {
        return List.of("SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')");
    }

    /**
     * Sets the character set first, because the server reads the following settings and statements in this character set.
     */
    @Override
    public List<String> shellPrelude() {
        List<String> lines = new ArrayList<>();
        lines.add("SET NAMES utf8mb4;");
        lines.addAll(Dialect.super.shellPrelude());
        return lines;
    }

    /**
     * Returns the command that makes the shell connect again, followed by the session settings. When the shell reconnects,
     * it selects its present database, which a USE in the revision may have changed. The lines then select the configured
     * schema or, if none is configured, the database of the URL.
     */
    @Override
    public ShellReset shellReset(List<String> statements, String url, @Nullable String schema) {
        List<String> lines = new ArrayList<>();
        lines.add("\\r");
        lines.addAll(shellPrelude());
        boolean leaves = statements.stream().anyMatch(sql -> USE.matcher(sql).lookingAt());
        lines.addAll(shellSchema(url, schema == null && leaves ? database(url) : schema));
        return new ShellReset(lines, List.of());
    }

    /** Returns the database of a URL; null if the URL names none. */
    private static @Nullable String database(String url) {
        Matcher database = NAMED_DATABASE.matcher(url);
        return database.lookingAt() ? database.group(1) : null;
    }

    /**
     * Returns locks that block all use of the tables. DDL waits for all transactions that use a table, and blocks all
     * transactions that follow, even if the change itself is online.
     */
    @Override
    public List<TableLock> expectedLocks(CompiledStatement statement) {
        LockForecast forecast = LockForecast.of(statement, syntax());
        List<TableLock> locks = new ArrayList<>(
                LockForecast.on(forecast.changed(), "exclusive metadata lock", TableLock.Blocks.READS_AND_WRITES));
        locks.addAll(
                LockForecast.on(forecast.referred(), "exclusive metadata lock", TableLock.Blocks.READS_AND_WRITES));
        return locks;
    }

    @Override
    public List<String> shellSchema(String url, @Nullable String schema) {
        return schema == null ? List.of() : List.of("USE " + quote(schema) + ";");
    }

    @Override
    public Set<Timeout> setTimeouts(Connection connection, @Nullable Duration statement, @Nullable Duration lockWait)
            throws SQLException {
        if (lockWait != null) {
            SessionVariables.setLockWait(connection, lockWait);
        }
        return statement == null || setStatementTimeout(connection, statement) ? Set.of() : Set.of(Timeout.STATEMENT);
    }

    @Override
    public SqlErrorKind errorKind(SQLException e) {
        return MysqlBaseErrors.kind(e);
    }

    @Override
    public String clock() {
        return "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000)";
    }

    @Override
    public SessionLock lock(TableName versions) {
        return new MysqlBaseLock(versions, clusterVariable());
    }

    @Override
    public @Nullable String catalogEntry(Connection connection, DatabaseObject object) throws SQLException {
        return MysqlBaseCatalogEntry.of(connection, object);
    }

    @Override
    public Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        return inspector.inspect(this, connection, schemas, true);
    }

    @Override
    public Schema inspectWithoutOptions(Connection connection, List<String> schemas) throws SQLException {
        return inspector.inspect(this, connection, schemas, false);
    }

    @Override
    public Schema withOptions(Connection connection, Schema inspected, Collection<TableName> tables)
            throws SQLException {
        return inspector.withOptions(connection, inspected, tables);
    }

    @Override
    public Map<TableName, Map<String, String>> catalogSnapshot(Connection connection, Collection<TableName> tables)
            throws SQLException {
        return MysqlBaseStructure.of(connection, tables);
    }

    @Override
    public TableName parseTableName(String written) {
        return QualifiedNameParser.parse(written, name -> name);
    }

    /**
     * Lengthens the time for which the server keeps an idle connection open, and returns null. This connection is idle while
     * scripts run on other connections, and a server may close an idle connection after minutes.
     */
    @Override
    public @Nullable SessionReset sessionReset(Connection connection) throws SQLException {
        SessionVariables.set(connection, "wait_timeout = " + SessionVariables.LONGEST_WAIT_TIMEOUT);
        return null;
    }

    /** The aggregate adds the first 60 bits of the MD5 of each row. */
    @Override
    public String digest(String text) {
        return "SUM(CAST(CONV(LEFT(MD5(" + text + "), 15), 16, 10) AS DECIMAL(30)))";
    }

    @Override
    public SessionReset keptSession(Connection connection) throws SQLException {
        return MysqlBaseKeptSession.of(connection);
    }

    /**
     * Returns whether the connection is in a transaction: tries to set a property of the next transaction, which the server
     * refuses within a transaction (error 1568).
     */
    @Override
    public boolean mayHaveUncommittedChanges(Connection connection) {
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION READ WRITE");
            }
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public TableName qualify(Connection connection, TableName table) throws SQLException {
        String database = connection.getCatalog();
        return database == null ? table : new TableName(database, table.name());
    }

    @Override
    public String lockingAlso(String sql, String table) {
        return SessionStatements.lockingAlso(sql, table);
    }

    @Override
    public String explainError(String sql, String message) {
        return EmptySchemaQuery.explain(sql, message);
    }

    @Override
    public @Nullable String refusal(String sql) {
        return SessionStatements.refusal(sql);
    }

    @Override
    public boolean isEncodingStatement(String sql) {
        return SessionStatements.isEncodingStatement(sql);
    }

    @Override
    public Map<String, String> unmodelledObjects(Connection connection, TableName table) throws SQLException {
        String quoted = (table.schema() == null ? "" : quote(table.schema()) + ".") + quote(table.name());
        Map<String, String> objects = new TreeMap<>();
        new IndexOptions(connection).of(quoted).forEach((name, index) -> {
            if (!index.options().isEmpty()) {
                objects.put(name, "alter table " + quoted + " add " + index.definition());
            }
        });
        return objects;
    }

    @Override
    public Table canonical(Table table) {
        return new MysqlBaseCanonical(this).table(table);
    }

    /**
     * Returns true if the types are the same, or are texts, whose lengths may differ. Numbers must have the same type, and
     * so must dates and times.
     */
    @Override
    public boolean canReference(ColumnType column, ColumnType key) {
        TypeFamily family = TypeFamily.of(column);
        return Dialect.super.canReference(column, key)
                && (!(column instanceof ColumnType.Portable one)
                        || !(key instanceof ColumnType.Portable other)
                        || family == TypeFamily.TEXT
                        || one.kind() == other.kind());
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) throws SQLException {
        return canonical(connection, desired, actual, ignored -> {});
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual, Consumer<RejectedExpression> rejected)
            throws SQLException {
        return new MysqlBaseCanonical(this).schema(connection, desired, actual, rejected);
    }
}
