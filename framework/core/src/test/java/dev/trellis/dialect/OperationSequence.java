package dev.trellis.dialect;

import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.script.OperationWriter;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Column;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of operations and the schema on which it starts. The test runs the sequence in a real database and applies it to
 * a schema value; both must have the same columns in the same order, the same types, defaults, constraints, indexes, comments
 * and definitions. The value is converted to its canonical form first, and constraints and indexes are sorted, because catalogues do
 * not keep their order of creation.
 */
record OperationSequence(Schema start, List<Operation> operations) {
    private static final int ROWS = 3;

    OperationSequence {
        operations = List.copyOf(operations);
    }

    /**
     * Runs the operations in an empty database and reverses them; then the same compiled without a database. The schema that
     * was inspected after the operations is written as a script, read again and created in another database, where inspection
     * must return the same schema.
     */
    void verify(DialectUnderTest under) throws SQLException {
        Schema inspected;
        try (TestDatabase database = TestDatabase.open(under.kind());
                Connection connection = database.connect()) {
            inspected = new Proof(under, connection).applyAndReverse();
        }
        try (TestDatabase database = TestDatabase.open(under.kind());
                Connection connection = database.connect()) {
            new Proof(under, connection).recreate(inspected);
        }
    }

    private final class Proof {
        private final DialectUnderTest under;
        private final Connection connection;
        private final LiveDatabase live;

        Proof(DialectUnderTest under, Connection connection) throws SQLException {
            this.under = under;
            this.connection = connection;
            this.live = new LiveDatabase(under.dialect(), connection);
        }

        /** Returns the schema that was inspected after the operations. */
        Schema applyAndReverse() throws SQLException {
            try {
                createSchemas();
                live.create(start);
                assertInspectedAs(start, "at the start");
                if (under.dialect().name().equals("sqlite")) {
                    insertRows();
                }
                live.run(operations);
                Schema end = LiveDatabase.after(start, operations, under.dialect());
                Schema inspected = assertInspectedAs(end, "forth");
                List<Operation> back =
                        Reversal.of(operations, start, under.dialect().quoting());
                live.run(back);
                Schema undone = LiveDatabase.after(end, back, under.dialect());
                assertInspectedAs(undone, "back");
                assertSame(sortedColumns(start), sortedColumns(undone), "undone");
                runOffline(undone, operations, "forth");
                runOffline(
                        LiveDatabase.after(undone, operations, under.dialect()),
                        Reversal.of(operations, undone, under.dialect().quoting()),
                        "back");
                return inspected;
            } finally {
                dropSchemas();
            }
        }

        void recreate(Schema inspected) throws SQLException {
            try {
                createSchemas();
                Schema read = Schema.EMPTY;
                List<Operation> creations = new ArrayList<>(LiveDatabase.creation(inspected));
                inspected.definitions().values().forEach(each -> creations.add(new CreateDefinition(each)));
                for (Operation creation : read(written(creations))) {
                    read = creation.apply(read);
                }
                live.run(creationOfEnums(inspected, read));
                live.create(read);
                live.run(read.definitions().values().stream()
                        .map(each -> (Operation) new CreateDefinition(each))
                        .toList());
                assertSame(inspected, live.inspect(start), "created again");
            } finally {
                dropSchemas();
            }
        }

        private void createSchemas() throws SQLException {
            for (String schema : LiveDatabase.schemas(start)) {
                execute("create schema " + under.dialect().quote(schema));
            }
        }

        /** Drops the schemas on databases where a schema is a separate database, which is not dropped with the test's. */
        private void dropSchemas() throws SQLException {
            if (under.kind() == TestDatabase.Kind.MARIADB || under.kind() == TestDatabase.Kind.MYSQL) {
                for (String schema : LiveDatabase.schemas(start)) {
                    execute("drop schema if exists " + under.dialect().quote(schema));
                }
            }
        }

        /** Runs operations that were compiled without a database. */
        private void runOffline(Schema before, List<Operation> operations, String when) throws SQLException {
            List<String> statements = new ArrayList<>();
            under.dialect().compile(operations, Catalog.ofSchema(before), command -> statements.add(command.sql()));
            for (String statement : statements) {
                execute(statement);
            }
            assertInspectedAs(LiveDatabase.after(before, operations, under.dialect()), "offline, " + when);
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
            } catch (SQLException e) {
                throw new AssertionError(e.getMessage() + "\nin: " + sql, e);
            }
        }

        private void insertRows() throws SQLException {
            for (Table table : start.tables().values()) {
                for (int row = 1; row <= ROWS; row++) {
                    String value = "'" + row + "'";
                    execute("insert into " + table.name() + " values (" + value
                            + (", " + value).repeat(table.columns().size() - 1) + ")");
                }
            }
        }

        private Schema assertInspectedAs(Schema expected, String when) throws SQLException {
            Schema actual = live.inspect(start);
            assertSame(live.canonical(expected, actual), actual, when);
            return actual;
        }
    }

    /** Returns operations that create the enumerations which no table uses. */
    private static List<Operation> creationOfEnums(Schema schema, Schema known) {
        return schema.enums().values().stream()
                .filter(type -> !known.enums().containsKey(type.name()))
                .map(type -> (Operation) new CreateEnum(type))
                .toList();
    }

    private static String written(List<Operation> operations) {
        return YamlWriter.items(
                operations.stream()
                        .map(each -> (Object) OperationWriter.write(each))
                        .toList(),
                2);
    }

    private static List<Operation> read(String text) {
        return new OperationReader(Naming.DEFAULT.withLimit(63))
                .operations(YamlReader.read("written.yaml", text), "operations");
    }

    private static void assertSame(Schema expected, Schema actual, String when) {
        assertEqual(expected.tables().keySet(), actual.tables().keySet(), when);
        assertEqual(expected.enums(), actual.enums(), when);
        assertEqual(expected.definitions(), actual.definitions(), when);
        actual.tables()
                .forEach((name, table) -> assertEqual(lines(expected.require(name)), lines(table), when + ", " + name));
    }

    private static void assertEqual(Object expected, Object actual, String when) {
        if (!expected.equals(actual)) {
            throw new AssertionError(when + "\n  replayed:  " + expected + "\n  inspected: " + actual);
        }
    }

    private static String lines(Table table) {
        List<String> lines = new ArrayList<>();
        lines.add(table.primaryKey() + " " + table.comment());
        table.columns().forEach(column -> lines.add(column.toString()));
        Stream.of(table.uniques(), table.foreignKeys(), table.checks(), table.indexes())
                .flatMap(List::stream)
                .map(Record::toString)
                .sorted()
                .forEach(lines::add);
        return String.join("\n    ", lines);
    }

    /** Returns the schema with sorted columns, because the reversal of a dropped column adds it as the last one. */
    private static Schema sortedColumns(Schema schema) {
        Schema sorted = schema;
        for (Table table : schema.tables().values()) {
            sorted = sorted.with(table.withColumns(table.columns().stream()
                    .sorted(Comparator.comparing(Column::name))
                    .toList()));
        }
        return sorted;
    }

    // ---- shrinking a failure ----

    /** Returns the shortest part of the sequence that fails with the same kind of message. */
    OperationSequence shrink(DialectUnderTest under) {
        OperationSequence smallest = this;
        String kind = messageStart(failure(under));
        boolean shrunk = true;
        while (shrunk) {
            shrunk = false;
            for (OperationSequence part : smallest.parts()) {
                if (messageStart(part.failure(under)).equals(kind)) {
                    smallest = part;
                    shrunk = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Returns the start of a message up to the first name or number, which is the same for the same fault elsewhere. */
    private static String messageStart(@Nullable Throwable failure) {
        String message = failure == null ? "" : String.valueOf(failure.getMessage());
        return message.replaceFirst("^\\(conn=\\d+\\) ", "").replaceAll("(?s)[\"'`,0-9].*", "");
    }

    private List<OperationSequence> parts() {
        List<OperationSequence> parts = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            List<Operation> fewer = new ArrayList<>(operations);
            fewer.remove(i);
            parts.add(new OperationSequence(start, fewer));
        }
        for (Table table : start.tables().values()) {
            for (Column column : table.columns()) {
                List<Column> fewer = new ArrayList<>(table.columns());
                fewer.remove(column);
                if (!table.inPrimaryKey(column.name()) && fewer.size() > 1) {
                    parts.add(new OperationSequence(start.with(table.withColumns(fewer)), operations));
                }
            }
        }
        return parts.stream().filter(OperationSequence::fits).toList();
    }

    private boolean fits() {
        try {
            Reversal.of(operations, start, Quoting.STANDARD);
            return true;
        } catch (SchemaException e) {
            return false;
        }
    }

    /** Returns the failure of {@link #verify}, or null. */
    @Nullable
    Throwable failure(DialectUnderTest under) {
        try {
            verify(under);
            return null;
        } catch (SQLException | RuntimeException | AssertionError e) {
            return e;
        }
    }

    /** Returns the sequence as a case of {@code sequences/failed.yaml}. */
    @Override
    public String toString() {
        return "- start:\n" + indented(LiveDatabase.creation(start)) + "\n  operations:\n" + indented(operations);
    }

    private static String indented(List<Operation> operations) {
        return written(operations).indent(2).stripTrailing();
    }
}
