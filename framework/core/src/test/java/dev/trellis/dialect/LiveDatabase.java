package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs operations in a real database as an upgrade does: in a transaction if the database has transactional DDL. */
public final class LiveDatabase {
    private final Dialect dialect;
    private final Connection connection;

    public LiveDatabase(Dialect dialect, Connection connection) throws SQLException {
        this.dialect = dialect;
        this.connection = connection;
        for (String setting : dialect.sessionSettings()) {
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.execute(setting);
            }
        }
    }

    /** Runs operations and returns their statements. */
    public List<String> run(List<Operation> operations) throws SQLException {
        List<String> statements = new ArrayList<>();
        boolean transaction = dialect.capabilities().transactionalDdl()
                && operations.stream().noneMatch(LiveDatabase::needsAutocommit);
        connection.setAutoCommit(!transaction);
        try {
            dialect.compile(operations, dialect.catalog(connection), command -> {
                statements.add(command.sql());
                execute(command);
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

    private void execute(CompiledStatement command) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(command.sql());
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + "\nin: " + command.sql(), e);
        }
    }

    /** Returns the number that a query returns. */
    int count(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static boolean needsAutocommit(Operation operation) {
        return operation instanceof Autocommit
                || (operation instanceof CreateIndex create && create.concurrently())
                || (operation instanceof DropIndex drop && drop.concurrently());
    }

    /** Creates the tables of a schema, in the order of their foreign keys. */
    void create(Schema schema) throws SQLException {
        run(creation(schema));
    }

    static List<Operation> creation(Schema schema) {
        List<Operation> operations = new ArrayList<>();
        Map<TableName, Table> remaining = new LinkedHashMap<>(schema.tables());
        while (!remaining.isEmpty()) {
            Table next = remaining.values().stream()
                    .filter(table -> table.options().parents().stream().noneMatch(remaining::containsKey)
                            && table.foreignKeys().stream()
                                    .noneMatch(key -> !key.referredTable().equals(table.name())
                                            && remaining.containsKey(key.referredTable())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("cyclic foreign keys: " + remaining.keySet()));
            remaining.remove(next.name());
            operations.add(new CreateTable(next));
        }
        return operations;
    }

    public Schema inspect(Schema schema) throws SQLException {
        return dialect.inspect(connection, schemas(schema));
    }

    /** Returns the schemas of the tables, without the default schema. */
    public static List<String> schemas(Schema schema) {
        return Stream.concat(
                        schema.tables().keySet().stream().map(TableName::schema).filter(Objects::nonNull),
                        schema.schemas().stream())
                .distinct()
                .toList();
    }

    /** Returns the canonical form of a schema in this database. */
    public Schema canonical(Schema desired, Schema actual) throws SQLException {
        return dialect.canonical(connection, desired, actual);
    }

    /** Returns the canonical form of a schema in this database, and reports the rejected expressions. */
    public Schema canonical(Schema desired, Schema actual, Consumer<RejectedExpression> rejected) throws SQLException {
        return dialect.canonical(connection, desired, actual, rejected);
    }

    /** Runs operations, compares the database with the replayed schema, reverses the operations and compares again. */
    void assertReversible(List<Operation> operations) throws SQLException {
        Schema before = inspect(Schema.EMPTY);
        run(operations);
        assertSchema(after(before, operations, dialect), "after the operations");
        run(Reversal.of(operations, before, dialect.quoting()));
        assertSchema(before, "after the reversal");
    }

    /** Returns a schema after operations. */
    public static Schema after(Schema before, List<Operation> operations, Dialect dialect) {
        Schema after = before;
        for (Operation operation : operations) {
            after = operation.apply(after, dialect.quoting());
        }
        return after;
    }

    /** Asserts that inspection returns the canonical form of the schema. */
    void assertSchema(Schema expected, String when) throws SQLException {
        Schema actual = inspect(expected);
        assertEquals(
                SchemaText.of(canonical(expected, actual), dialect.capabilities()),
                SchemaText.of(actual, dialect.capabilities()),
                when);
    }

    /** Reads operations in the notation of scripts. */
    static List<Operation> operations(String yaml) {
        return new OperationReader(Naming.DEFAULT, DialectUnderTest.COLUMNS)
                .operations(YamlReader.read("test", yaml), "operations");
    }
}
