package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOption;
import dev.trellis.schema.TableOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one database in about ten queries, or one table of it in six. Each query selects the database by equality,
 * because the server would otherwise open the tables of all databases.
 */
public abstract class MysqlBaseInspector {
    /** The number of tables whose options are read one by one, because the server opens all tables of a query. */
    private static final int SINGLE_QUERIES = 20;

    private final MysqlBaseTypes types;

    protected MysqlBaseInspector(MysqlBaseTypes types) {
        this.types = types;
    }

    protected final MysqlBaseTypes types() {
        return types;
    }

    // ---- differences between MariaDB and MySQL ----

    /** Returns the options that tables may have. */
    protected abstract List<TableOption> tableOptions();

    /**
     * Returns the query for all CHECKs up to its WHERE clause. Its columns are the table, the name, the condition and the
     * level ({@code Column} or {@code Table}).
     */
    protected abstract String checksQuery();

    /** Returns the column of {@code STATISTICS} with an index's expression; {@code NULL} where indexes have none. */
    protected abstract String indexExpressionColumn();

    /** Returns the column of {@code COLUMNS} with the spatial reference system; {@code NULL} where types have none. */
    protected abstract String referenceSystemColumn();

    /** Returns the SQL of an expression in the catalogue. */
    protected abstract String expression(String text);

    /** Returns a column's default; null if it has none. */
    protected abstract @Nullable DefaultValue defaultValue(@Nullable String text, String extra, ColumnType type);

    /** Returns the ORDER BY clause for some columns; empty where the server returns the rows in that order anyway. */
    protected abstract String orderBy(String columns);

    /** Returns whether an index of this length on a column means that the whole column is indexed. */
    protected abstract boolean isFullKeyLength(int length);

    // ---- reading ----

    final Schema inspect(MysqlBaseDialect dialect, Connection connection, List<String> schemas, boolean withOptions)
            throws SQLException {
        List<Table> tables = new ArrayList<>();
        List<Definition> definitions = new ArrayList<>();
        String defaultDatabase = connection.getCatalog();
        List<@Nullable String> databases = new ArrayList<>();
        if (defaultDatabase != null) {
            databases.add(null);
        }
        schemas.stream().filter(schema -> !schema.equals(defaultDatabase)).forEach(databases::add);
        for (String schema : databases) {
            String database = schema == null ? defaultDatabase : schema;
            MysqlBaseCatalogReader reader =
                    new MysqlBaseCatalogReader(this, connection, defaultDatabase, database, schema, null);
            tables.addAll(reader.read(withOptions));
            definitions.addAll(
                    new MysqlBaseDefinitions(dialect, connection, database, schema).read(reader.tableTypes()));
        }
        Schema read = Schema.of(tables).withDefinitions(definitions);
        return schemas.isEmpty() ? read : read.withSchemas(existing(connection, schemas));
    }

    /** Adds the options that {@link #inspect} has omitted. */
    final Schema withOptions(Connection connection, Schema inspected, Collection<TableName> names) throws SQLException {
        List<Table> changed = new ArrayList<>();
        Map<String, Map<String, Map<String, Object>>> all = new HashMap<>();
        for (TableName name : names) {
            Optional<Table> table = inspected.table(name);
            String database = name.schema() == null ? connection.getCatalog() : name.schema();
            if (table.isEmpty() || database == null) {
                continue;
            }
            MysqlBaseOptionReader reader = new MysqlBaseOptionReader(tableOptions(), connection, database);
            Map<String, Map<String, Object>> read = all.get(database);
            if (read == null) {
                boolean isFew = names.size() <= SINGLE_QUERIES;
                read = reader.createOptions(isFew ? name.name() : null);
                if (!isFew) {
                    all.put(database, read);
                }
            }
            TableOptions options = table.get().options();
            Map<String, Object> values = new LinkedHashMap<>(options.of(types.dialect()));
            values.putAll(read.getOrDefault(name.name(), Map.of()));
            changed.add(table.get().withOptions(options.only(types.dialect(), values)));
        }
        return inspected.with(Schema.of(changed));
    }

    private static List<String> existing(Connection connection, List<String> schemas) throws SQLException {
        List<String> existing =
                new ArrayList<>(Query.strings(connection, "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA"));
        existing.retainAll(schemas);
        return existing;
    }

    final Optional<Table> table(Connection connection, TableName name) throws SQLException {
        String defaultDatabase = connection.getCatalog();
        String database = name.schema() == null ? defaultDatabase : name.schema();
        if (database == null) {
            return Optional.empty();
        }
        return new MysqlBaseCatalogReader(this, connection, defaultDatabase, database, name.schema(), name.name())
                .read().stream().findFirst();
    }
}
