package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Command;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Fault;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.Locking;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.Throwaway;
import dev.trellis.dialect.WrittenName;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlAction;
import dev.trellis.sql.SqlSyntax;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MariaDB, and MySQL as far as it is like it. */
public final class MariadbDialect implements Dialect {
    private static final Pattern DATABASE =
            Pattern.compile("(jdbc:(?:mariadb|mysql):(?:\\w+:)?//[^/?]*/)[^?]*(\\?.*)?");

    static final String NAME = "mariadb";
    private static final Capabilities CAPABILITIES = new Capabilities(false, true, true, false, true, 64);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Locking locking() {
        return MariadbLocking.LOCKING;
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
    }

    @Override
    public String driverClass() {
        return "org.mariadb.jdbc.Driver";
    }

    @Override
    public List<Throwaway> throwaways(String url, String name) {
        Matcher parts = DATABASE.matcher(url);
        String quoted = quote(name);
        return parts.matches()
                ? List.of(Throwaway.database(
                        parts.group(1) + name + (parts.group(2) == null ? "" : parts.group(2)),
                        "create database " + quoted,
                        "drop database " + quoted,
                        "select schema_name from information_schema.schemata"))
                : List.of();
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
        return "`" + identifier.replace("`", "``") + "`";
    }

    /** Names are counted in characters, which have to be of the Basic Multilingual Plane (identifier-names). */
    @Override
    public @Nullable String objection(String identifier) {
        if (identifier.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            return "it holds a character beyond U+FFFF, which MariaDB does not keep";
        }
        if (!identifier.isEmpty() && Character.isWhitespace(identifier.charAt(identifier.length() - 1))) {
            return "it ends in white space, which MariaDB does not allow";
        }
        return Identifiers.objection(identifier, identifier.length(), CAPABILITIES.identifierLimit(), "characters");
    }

    /** It is always called PRIMARY. */
    @Override
    public boolean namesPrimaryKeys() {
        return false;
    }

    @Override
    public String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof BigDecimal number) {
            return MariadbTypes.text(number);
        }
        return value instanceof Boolean yes ? (yes ? "TRUE" : "FALSE") : MariadbText.quote(value.toString());
    }

    /** A backslash in a literal has to mean one thing: it escapes. */
    @Override
    public List<String> settings() {
        return List.of("SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')");
    }

    @Override
    public @Nullable String limit(Connection connection, @Nullable Duration statement, @Nullable Duration lockWait)
            throws SQLException {
        MariadbLimits.set(connection, statement, lockWait);
        return null;
    }

    @Override
    public Fault fault(SQLException e) {
        return MariadbLimits.fault(e);
    }

    @Override
    public SessionLock lock(TableName versions) {
        return new MariadbLock(versions);
    }

    @Override
    public @Nullable String definition(Connection connection, SqlAction action) throws SQLException {
        return MariadbDefinition.of(connection, action);
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<Command> sink) {
        new MariadbDdl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new MariadbCatalog(connection);
    }

    @Override
    public Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        return MariadbInspector.inspect(connection, schemas);
    }

    @Override
    public Map<TableName, Map<String, String>> structure(Connection connection, Collection<TableName> tables)
            throws SQLException {
        return MariadbDefinition.structure(connection, tables);
    }

    @Override
    public TableName table(String written) {
        return WrittenName.table(written, name -> name);
    }

    @Override
    public String wayBack(Connection connection) throws SQLException {
        String database = connection.getCatalog();
        return database == null || database.isEmpty() ? "" : "USE " + quote(database);
    }

    @Override
    public Table canonical(Table table) {
        return MariadbCanonical.table(table);
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) throws SQLException {
        return new MariadbCanonical(connection).schema(desired, actual);
    }
}
