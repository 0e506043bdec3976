package dev.trellis.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.Dialect;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs operations on a connection as an upgrade does, and compares the database with a schema. */
final class ContractDatabase {
    private final Dialect dialect;
    private final Connection connection;

    /** Applies the dialect's session settings to a connection. */
    ContractDatabase(Dialect dialect, Connection connection) throws SQLException {
        this.dialect = dialect;
        this.connection = connection;
        for (String setting : dialect.sessionSettings()) {
            execute(setting);
        }
    }

    /**
     * Runs operations, in one transaction where the database has transactional DDL.
     *
     * @return the executed statements
     */
    List<String> run(List<Operation> operations) throws SQLException {
        List<String> statements = new ArrayList<>();
        boolean transaction = dialect.capabilities().transactionalDdl();
        connection.setAutoCommit(!transaction);
        try {
            dialect.compile(operations, dialect.catalog(connection), statement -> {
                statements.add(statement.sql());
                run(statement.sql());
            });
            if (transaction) {
                connection.commit();
            }
        } finally {
            if (transaction) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
        return statements;
    }

    private void run(String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + "\nin: " + sql, e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Returns the first column of a query's result. */
    List<String> strings(String query) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    strings.add(rows.getString(1));
                }
            }
        }
        return strings;
    }

    /** Reads the default schema of the database and the schemas of the tables in {@code similar}. */
    Schema inspect(Schema similar) throws SQLException {
        List<String> schemas = similar.tables().keySet().stream()
                .map(TableName::schema)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
        return dialect.inspect(connection, schemas);
    }

    /** Returns the canonical form of a schema, of which the database must accept every expression and definition. */
    Schema canonical(Schema desired, Schema actual) throws SQLException {
        List<String> rejected = new ArrayList<>();
        Schema canonical = dialect.canonical(connection, desired, actual, each -> rejected.add(each.describe()));
        assertEquals(List.of(), rejected);
        return canonical;
    }

    /** Asserts that the database has the given schema, in the form in which the dialect would read it. */
    void assertSchema(Schema expected, String step) throws SQLException {
        Schema actual = inspect(expected);
        assertEquals(lines(dialect.canonical(connection, expected, actual)), lines(actual), step);
    }

    /** Returns a schema as sorted lines, so that the order of a table's parts does not matter. */
    private static String lines(Schema schema) {
        return schema.tables().values().stream()
                .flatMap(table -> parts(table).map(part -> table.name() + ": " + part))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Object> parts(Table table) {
        List<Object> parts = new ArrayList<>();
        for (Column column : table.columns()) {
            parts.add(column.withNullable(column.nullable() && !table.inPrimaryKey(column.name())));
        }
        parts.add("primary key " + table.primaryKey());
        parts.addAll(table.uniques());
        parts.addAll(table.foreignKeys());
        parts.addAll(table.checks());
        parts.addAll(table.indexes());
        parts.add("comment " + table.comment());
        return parts.stream();
    }
}
