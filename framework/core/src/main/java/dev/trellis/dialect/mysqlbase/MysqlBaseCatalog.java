package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Query;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The catalogue of a database, read table by table. */
public class MysqlBaseCatalog implements Catalog {
    private static final Pattern EXTRA = Pattern.compile("(?i)INVISIBLE|WITHOUT SYSTEM VERSIONING");

    private final Connection connection;
    private final MysqlBaseInspector inspector;

    private final MysqlBaseDialect dialect;

    /** Creates the catalogue of a connection. */
    public MysqlBaseCatalog(MysqlBaseDialect dialect, Connection connection, MysqlBaseInspector inspector) {
        this.dialect = dialect;
        this.connection = connection;
        this.inspector = inspector;
    }

    @Override
    public @Nullable String defaultSchema() {
        try {
            return connection.getCatalog();
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    @Override
    public Optional<Table> table(TableName name) {
        try {
            return inspector.table(connection, name);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return Optional.empty();
    }

    @Override
    public List<Table> referring(TableName name) {
        List<Table> tables = new ArrayList<>();
        for (String table : strings(
                "SELECT DISTINCT TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE"
                        + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND REFERENCED_TABLE_NAME = ?"
                        + " AND REFERENCED_TABLE_SCHEMA = TABLE_SCHEMA",
                name.schema(),
                name.name())) {
            table(name.renamed(table)).ifPresent(tables::add);
        }
        return tables;
    }

    /** Returns the views and triggers that mention the table and one of the columns. */
    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        try {
            return new MysqlBaseDependents(dialect, connection).of(table, columns);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    /**
     * Returns the clauses of a column's definition that a schema does not contain, such as {@code INVISIBLE}, each with a
     * space in front.
     */
    protected String extraColumnClauses(TableName table, String column) {
        StringBuilder text = new StringBuilder();
        for (String extra : strings(
                "SELECT EXTRA FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? AND COLUMN_NAME = ?",
                table.schema(),
                table.name(),
                column)) {
            EXTRA.matcher(extra).results().forEach(part -> text.append(' ').append(part.group()));
        }
        return text.toString();
    }

    /**
     * Returns the options of indexes that a schema does not contain, each with a space in front, by the index's name.
     *
     * @param quoted the table in quotes
     */
    public final Map<String, String> indexOptions(String quoted) {
        Map<String, String> options = new HashMap<>();
        try {
            new IndexOptions(connection).of(quoted).forEach((name, index) -> options.put(name, index.options()));
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
        return options;
    }

    /** Runs a query and returns its first column. */
    protected final List<String> strings(String sql, @Nullable String... values) {
        try {
            return Query.strings(connection, sql, values);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }
}
