package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.dialect.DdlImpact;
import dev.trellis.dialect.Decimals;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.QualifiedNameParser;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.dialect.Timeout;
import dev.trellis.internal.sql.SqlComments;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.SqlSyntax;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What MariaDB and MySQL have in common; each is told from the other by what it overrides. */
public abstract class MysqlBaseDialect implements Dialect {
    private static final Pattern DATABASE = Pattern.compile("(jdbc:[a-z+]+:(?:\\w+:)?//[^/?]*/)[^?]*(\\?.*)?");

    private static final Capabilities CAPABILITIES =
            Capabilities.of(64, Feature.COMMENTS, Feature.SCHEMAS, Feature.SERVER);

    private final String name;
    private final String product;
    private final MysqlBaseTypes types;
    private final MysqlBaseInspector inspector;

    /** @param product its name for people */
    protected MysqlBaseDialect(String name, String product, MysqlBaseTypes types, MysqlBaseInspector inspector) {
        this.name = name;
        this.product = product;
        this.types = types;
        this.inspector = inspector;
    }

    /** There are 64 KiB in a {@code text}. */
    @Override
    public ColumnType longText() {
        return new ColumnType.Native("longtext");
    }

    @Override
    public final String name() {
        return name;
    }

    // ---- what the two do not have in common ----

    final MysqlBaseTypes types() {
        return types;
    }

    /**
     * Limits how long a statement may take.
     *
     * @return whether that goes for all of them
     */
    protected abstract boolean limitStatements(Connection connection, Duration limit) throws SQLException;

    /** Whether a generated column may be NOT NULL. */
    protected boolean requiresComputed() {
        return false;
    }

    /** An expression as the server shows it, less what it adds to each. */
    protected String shown(String sql) {
        return sql;
    }

    /** What the text says here. */
    protected final String sql(SqlText text) {
        String sql = text.in(name);
        if (sql == null) {
            throw DialectException.noSqlFor(name, text.toString());
        }
        return SqlComments.without(sql, syntax());
    }

    // ---- the port ----

    @Override
    public DdlImpact ddlImpact() {
        return MysqlBaseDdlImpact.LOCKING;
    }

    @Override
    public List<ScratchDatabase> scratchDatabases(String url, String name) {
        Matcher parts = DATABASE.matcher(url);
        String quoted = quote(name);
        return parts.matches()
                ? List.of(ScratchDatabase.database(
                        parts.group(1) + name + (parts.group(2) == null ? "" : parts.group(2)),
                        "create database " + quoted,
                        "drop database " + quoted,
                        "select schema_name from information_schema.schemata"))
                : List.of();
    }

    /** Their schemas are databases, which JDBC calls catalogs; a schema that it is told the drivers pass over. */
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
        return "`" + identifier.replace("`", "``") + "`";
    }

    /** Names are counted in characters, which have to be of the Basic Multilingual Plane (identifier-names). */
    @Override
    public @Nullable String identifierProblem(String identifier) {
        if (identifier.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            return "it holds a character beyond U+FFFF, which " + product + " does not keep";
        }
        if (!identifier.isEmpty() && Character.isWhitespace(identifier.charAt(identifier.length() - 1))) {
            return "it ends in white space, which " + product + " does not allow";
        }
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
        return value instanceof Boolean yes ? (yes ? "TRUE" : "FALSE") : MysqlTokens.quote(value.toString());
    }

    /** A backslash in a literal has to mean one thing: it escapes. */
    @Override
    public List<String> sessionSettings() {
        return List.of("SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')");
    }

    @Override
    public Set<Timeout> setTimeouts(Connection connection, @Nullable Duration statement, @Nullable Duration lockWait)
            throws SQLException {
        if (lockWait != null) {
            SessionTimeouts.waitForLocks(connection, lockWait);
        }
        return statement == null || limitStatements(connection, statement) ? Set.of() : Set.of(Timeout.STATEMENT);
    }

    @Override
    public SqlErrorKind errorKind(SQLException e) {
        return SessionTimeouts.fault(e);
    }

    @Override
    public SessionLock lock(TableName versions) {
        return new MysqlBaseLock(versions);
    }

    @Override
    public @Nullable String definitionOf(Connection connection, DatabaseObject object) throws SQLException {
        return MysqlBaseDefinition.of(connection, object);
    }

    @Override
    public Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        return inspector.inspect(connection, schemas);
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

    @Override
    public List<String> restoreStatements(Connection connection) throws SQLException {
        return SessionTimeouts.wayBack(connection);
    }

    @Override
    public Table canonical(Table table) {
        return new MysqlBaseCanonical(this).table(table);
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) throws SQLException {
        return new MysqlBaseCanonical(this).schema(connection, desired, actual);
    }
}
