package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.RenamedReferences;
import dev.trellis.operation.CreateTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Empty tables with the columns that some tables of the database are going to have. Views are created on these tables to
 * learn how the server will spell them: {@code select *} contains a new column only after the table has it. A table is
 * needed only while the columns of the model and of the database differ.
 */
final class MysqlBaseProbeTables implements AutoCloseable {
    private final MysqlBaseDialect dialect;
    private final Connection connection;
    /** The names of the probe tables by the names of the tables. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private MysqlBaseProbeTables(MysqlBaseDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * Creates the tables that views mention and that are going to change.
     *
     * @param desired the desired tables in canonical form
     */
    static MysqlBaseProbeTables of(
            MysqlBaseDialect dialect,
            Connection connection,
            Schema desired,
            Schema actual,
            Collection<CreateText> views)
            throws SQLException {
        MysqlBaseProbeTables tables = new MysqlBaseProbeTables(dialect, connection);
        Set<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        views.forEach(view -> view.tokens().forEach(token -> words.add(token.value())));
        try {
            for (Table table : desired.tables().values()) {
                boolean isNeeded = table.name().schema() == null
                        && words.contains(table.name().name())
                        && !columns(table)
                                .equals(actual.table(table.name())
                                        .map(MysqlBaseProbeTables::columns)
                                        .orElse(""));
                if (isNeeded) {
                    tables.create(table);
                }
            }
            return tables;
        } catch (SQLException | DialectException e) {
            tables.close();
            throw e;
        }
    }

    private static String columns(Table table) {
        return table.columns().stream()
                .map(column -> column.name() + " " + column.type() + " " + column.nullable())
                .collect(Collectors.joining(","));
    }

    private void create(Table table) throws SQLException {
        String name = MysqlBaseDefinitions.PROBE + "t"
                + Query.strings(connection, "SELECT CONNECTION_ID()").get(0) + "_" + names.size();
        List<Column> columns = table.columns().stream()
                .map(column -> Column.of(column.name(), column.type()).withCollation(column.collation()))
                .toList();
        try (Statement statement = connection.createStatement()) {
            dialect.compile(
                    List.of(new CreateTable(Table.of(TableName.of(name), columns))),
                    Catalog.ofSchema(Schema.EMPTY),
                    each -> {
                        try {
                            statement.execute(each.sql());
                        } catch (SQLException e) {
                            throw DialectException.unreadableCatalog(e);
                        }
                    });
        }
        names.put(table.name().name(), name);
    }

    /** Returns the statement with the names of the probe tables. */
    String rename(String sql) {
        String renamed = sql;
        for (Map.Entry<String, String> each : names.entrySet()) {
            renamed =
                    RenamedReferences.table(renamed, dialect.syntax(), each.getKey(), each.getValue(), dialect::quote);
        }
        return renamed;
    }

    /** Returns a statement that the server has printed with the names of the tables. */
    String restore(String sql) {
        String restored = sql;
        for (Map.Entry<String, String> each : names.entrySet()) {
            restored = restored.replace(dialect.quote(each.getValue()), dialect.quote(each.getKey()));
        }
        return restored;
    }

    @Override
    public void close() throws SQLException {
        if (!names.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS "
                        + names.values().stream().map(dialect::quote).collect(Collectors.joining(", ")));
            }
        }
    }
}
