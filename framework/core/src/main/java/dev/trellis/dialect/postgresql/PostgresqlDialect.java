package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.DdlImpact;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.SessionReset;
import dev.trellis.dialect.ShellReset;
import dev.trellis.dialect.TableLock;
import dev.trellis.dialect.Timeout;
import dev.trellis.dialect.UrlParameters;
import dev.trellis.operation.Operation;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dialect of PostgreSQL 12 and later. */
public final class PostgresqlDialect implements Dialect {
    static final String NAME = "postgresql";

    private static final Pattern DATABASE = Pattern.compile("(jdbc:postgresql://[^/?]*/)[^?]*(\\?.*)?");

    /** NAMEDATALEN - 1: PostgreSQL truncates longer names without an error. */
    static final int IDENTIFIER_LIMIT = 63;

    private static final Capabilities CAPABILITIES = Capabilities.of(
            IDENTIFIER_LIMIT,
            Feature.TRANSACTIONAL_DDL,
            Feature.COMMENTS,
            Feature.SCHEMAS,
            Feature.NAMED_ENUMS,
            Feature.PRIMARY_KEY_NAMES,
            Feature.SERVER,
            Feature.BATCHES);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DdlImpact ddlImpact() {
        return PostgresqlDdlImpact.IMPACT;
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    /**
     * Sends statements without parameters as plain text, so that the driver can send several in one message. By default, the
     * driver discards all prepared statements after each DDL statement. The URL switches this behaviour off, because only
     * the statements of {@link #prepareOnServer} are prepared.
     */
    @Override
    public String connectionUrl(String url) {
        String plain = UrlParameters.addIfMissing(url, "preferQueryMode=", "extendedForPrepared");
        return plain.contains("prepareThreshold=")
                ? plain
                : UrlParameters.addIfMissing(
                        UrlParameters.addIfMissing(plain, "prepareThreshold=", "0"), "flushCacheOnDdl=", "false");
    }

    @Override
    public String driverClass() {
        return "org.postgresql.Driver";
    }

    /** Returns a database, and as an alternative a schema for users who may not create databases. */
    @Override
    public List<ScratchDatabase> scratchDatabases(String url, String name) {
        String quoted = quote(name);
        Matcher parts = DATABASE.matcher(url);
        ScratchDatabase schema = ScratchDatabase.schema(
                url,
                name,
                "create schema " + quoted,
                "drop schema " + quoted + " cascade",
                "select nspname from pg_namespace");
        return parts.matches()
                ? List.of(
                        ScratchDatabase.database(
                                parts.group(1) + name + (parts.group(2) == null ? "" : parts.group(2)),
                                "create database " + quoted,
                                "drop database " + quoted + " with (force)",
                                "select datname from pg_database d where not exists"
                                        + " (select 1 from pg_stat_activity a where a.datid = d.oid)"),
                        schema)
                : List.of(schema);
    }

    @Override
    public Set<DefinitionKind> definitionKinds() {
        return EnumSet.allOf(DefinitionKind.class);
    }

    @Override
    public List<TableOption> tableOptions() {
        return PostgresqlTableOptions.DECLARED;
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntax.POSTGRESQL;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    /** Returns a string literal for {@code standard_conforming_strings}, which {@link #sessionSettings} switches on. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    @Override
    public List<String> sessionSettings() {
        return List.of("SET standard_conforming_strings = on");
    }

    @Override
    public List<String> shellPrelude() {
        return List.of(
                "\\set ON_ERROR_STOP on", "SET client_encoding = 'UTF8';", "SET standard_conforming_strings = on;");
    }

    /**
     * Returns the statements of {@code DISCARD ALL} that may run in a transaction, and the settings with which the script
     * begins.
     */
    @Override
    public ShellReset shellReset(List<String> statements, String url, @Nullable String schema) {
        List<String> lines = new ArrayList<>(PostgresqlSessionReset.SETTINGS_OF_SHELL);
        shellPrelude().stream().filter(line -> line.startsWith("SET ")).forEach(lines::add);
        lines.addAll(shellSchema(url, schema));
        lines.addAll(PostgresqlSessionReset.OBJECTS_OF_SHELL);
        return new ShellReset(lines, List.of());
    }

    @Override
    public List<TableLock> expectedLocks(CompiledStatement statement) {
        return PostgresqlTableLocks.of(statement);
    }

    /** Sets the search path, to the configured schema or else to the schema in the URL's parameter {@code currentSchema}. */
    @Override
    public List<String> shellSchema(String url, @Nullable String schema) {
        List<String> path = schema == null
                ? PostgresqlNames.list(UrlParameters.value(url, "currentSchema").orElse(""))
                : List.of(schema);
        return path.isEmpty()
                ? List.of()
                : List.of(
                        "SET search_path = " + path.stream().map(this::quote).collect(Collectors.joining(", ")) + ";");
    }

    @Override
    public Set<Timeout> setTimeouts(Connection connection, @Nullable Duration statement, @Nullable Duration lockWait)
            throws SQLException {
        try (Statement sql = connection.createStatement()) {
            if (statement != null) {
                sql.execute("SET statement_timeout = " + statement.toMillis());
            }
            if (lockWait != null) {
                sql.execute("SET lock_timeout = " + lockWait.toMillis());
            }
        }
        return Set.of();
    }

    @Override
    public String clock() {
        return "CAST(extract(epoch FROM pg_catalog.clock_timestamp()) * 1000 AS bigint)";
    }

    @Override
    public SessionLock lock(TableName versions) {
        return new PostgresqlLock(versions);
    }

    /**
     * Returns a lock that only one transaction can hold and that does not block readers of the table. NOWAIT makes the server
     * report an error at once, because waiting in the server has no limit.
     */
    @Override
    public String claimStatement(String versions) {
        return "LOCK TABLE " + versions + " IN SHARE ROW EXCLUSIVE MODE NOWAIT";
    }

    @Override
    public void prepareOnServer(PreparedStatement statement) throws SQLException {
        ServerPreparedStatements.prepareOnServer(statement);
    }

    @Override
    public @Nullable String catalogEntry(Connection connection, DatabaseObject object) throws SQLException {
        return PostgresqlCatalogEntry.of(connection, object);
    }

    @Override
    public void cleanUpInterrupted(Connection connection, DatabaseObject object) throws SQLException {
        PostgresqlCatalogEntry.dropInvalidIndexes(connection, object);
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink) {
        new PostgresqlDdl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new PostgresqlCatalog(this, connection);
    }

    @Override
    public Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        return new PostgresqlInspector(connection).schema(schemas);
    }

    @Override
    public Map<TableName, Map<String, String>> catalogSnapshot(Connection connection, Collection<TableName> tables)
            throws SQLException {
        return PostgresqlStructure.of(connection, tables);
    }

    @Override
    public String digest(String text) {
        return "sum(pg_catalog.hashtextextended(" + text + ", 0)::pg_catalog.numeric)";
    }

    @Override
    public SessionReset keptSession(Connection connection) throws SQLException {
        return PostgresqlKeptSession.of(connection);
    }

    @Override
    public boolean mayHaveUncommittedChanges(Connection connection) throws SQLException {
        return Query.isTrue(connection, "SELECT pg_catalog.txid_current_if_assigned() IS NOT NULL");
    }

    @Override
    public SessionReset sessionReset(Connection connection) throws SQLException {
        return PostgresqlSessionReset.of(connection);
    }

    /** Finds the table as a statement would, by the search path. */
    @Override
    public TableName qualify(Connection connection, TableName table) throws SQLException {
        String sql =
                "SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.oid = pg_catalog.to_regclass(?)";
        List<String> schemas = new ArrayList<>();
        Query.each(connection, sql, List.of(quote(table.name())), row -> schemas.add(row.getString(1)));
        return schemas.isEmpty() ? table : new TableName(schemas.get(0), table.name());
    }

    @Override
    public @Nullable String refusal(String sql) {
        return PostgresqlSettings.refusal(sql);
    }

    @Override
    public boolean isEncodingStatement(String sql) {
        return PostgresqlSettings.isEncodingStatement(sql);
    }

    @Override
    public String transactionId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.txid_current()")) {
            row.next();
            return String.valueOf(row.getLong(1));
        }
    }

    @Override
    public boolean isCommitted(Connection connection, String transactionId) throws SQLException {
        return Query.isTrue(
                connection,
                "SELECT pg_catalog.txid_status(CAST(? AS pg_catalog.int8)) OPERATOR(pg_catalog.=) 'committed'",
                transactionId);
    }

    /** Returns whether the database has a deferrable trigger that a user has written. */
    @Override
    public boolean mayRunCodeAtCommit(Connection connection) throws SQLException {
        return Query.isTrue(
                connection,
                "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger WHERE tgdeferrable AND NOT tgisinternal)");
    }

    @Override
    public Map<String, String> unmodelledObjects(Connection connection, TableName table) throws SQLException {
        String quoted =
                table.schema() == null ? quote(table.name()) : quote(table.schema()) + "." + quote(table.name());
        Map<String, String> objects = new TreeMap<>();
        Query.each(
                connection,
                PostgresqlQueries.UNMODELLED,
                List.of(quoted, quoted),
                row -> objects.put(
                        row.getString(1),
                        row.getBoolean(3)
                                ? "alter table " + quoted + " add constraint " + quote(row.getString(1)) + " "
                                        + row.getString(2)
                                : row.getString(2)));
        return objects;
    }

    @Override
    public Table canonical(Table table) {
        return PostgresqlCanonical.table(table, this);
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) throws SQLException {
        return canonical(connection, desired, actual, ignored -> {});
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual, Consumer<RejectedExpression> rejected)
            throws SQLException {
        return new PostgresqlCanonical(this, connection).schema(desired, actual, rejected);
    }
}
