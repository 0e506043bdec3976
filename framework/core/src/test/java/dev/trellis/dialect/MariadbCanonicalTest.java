package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.model.ModelReader;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.UniqueConstraint;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.yaml.Fields;
import dev.trellis.yaml.Node;
import dev.trellis.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a model says and what the database tells of what was made from it are the same. */
@Execution(ExecutionMode.SAME_THREAD)
final class MariadbCanonicalTest {
    private static final Path FOLDER = Path.of("src/test/resources/conformance/autogenerate");
    private static final MariadbDialect DIALECT = new MariadbDialect();
    private static final int LIMIT = 64;

    /** @param differs whether the model differs from the database in tables of its own */
    private record Case(String id, List<String> before, Schema model, boolean differs) {}

    @TestFactory
    Stream<DynamicNode> aDatabaseMadeFromTheModelEqualsIt() {
        return Stream.of("no-false-positives", "proposed")
                .flatMap(family -> cases(family).stream())
                .filter(each -> each.id().startsWith("no-false-positives"))
                .map(each -> dynamicTest(each.id(), () -> {
                    try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.MARIADB)) {
                        database.execute(each.before());
                        try (Connection connection = database.connect()) {
                            Live live = new Live(DIALECT, connection);
                            Schema actual = live.inspect(each.model());
                            assertAlike(live.canonical(each.model(), actual), actual);
                        }
                    }
                }));
    }

    /** Else the equality above would prove nothing. */
    @TestFactory
    Stream<DynamicNode> aDifferenceIsSeen() {
        return cases("one-difference").stream()
                .filter(Case::differs)
                .map(each -> dynamicTest(each.id(), () -> {
                    try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.MARIADB)) {
                        database.execute(each.before());
                        try (Connection connection = database.connect()) {
                            Live live = new Live(DIALECT, connection);
                            Schema actual = live.inspect(each.model());
                            Schema desired = live.canonical(each.model(), actual);
                            assertNotEquals(text(desired, actual), text(actual, desired));
                        }
                    }
                }));
    }

    /** Inspect, create, inspect is the identity: on every database of the cases. */
    @TestFactory
    Stream<DynamicNode> whatIsInspectedCanBeCreatedAgain() {
        return Stream.of("no-false-positives", "one-difference", "order", "ownership", "proposed", "random")
                .flatMap(family -> cases(family).stream())
                .map(each -> dynamicTest(each.id(), () -> {
                    try (TestDatabase first = TestDatabase.open(TestDatabase.Kind.MARIADB);
                            TestDatabase second = TestDatabase.open(TestDatabase.Kind.MARIADB)) {
                        first.execute(each.before());
                        Schema found = inspect(first);
                        try (Connection connection = second.connect()) {
                            Live live = new Live(DIALECT, connection);
                            live.run(creation(found));
                            Schema again = live.inspect(Schema.EMPTY);
                            assertAlike(found, again);
                            assertAlike(live.canonical(found, again), again);
                        }
                    }
                }));
    }

    /** A model that is created and inspected reads as its canonical form says. */
    @TestFactory
    Stream<DynamicNode> whatIsCreatedFromTheModelEqualsIt() {
        return Stream.of("no-false-positives", "one-difference", "order", "ownership", "proposed", "random")
                .flatMap(family -> cases(family).stream())
                .map(each -> dynamicTest(each.id(), () -> {
                    try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.MARIADB);
                            Connection connection = database.connect()) {
                        Live live = new Live(DIALECT, connection);
                        live.run(creation(each.model()));
                        Schema actual = live.inspect(Schema.EMPTY);
                        assertAlike(live.canonical(each.model(), actual), actual);
                    }
                }));
    }

    private static Schema inspect(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Live(DIALECT, connection).inspect(Schema.EMPTY);
        }
    }

    /** Foreign keys come last, because tables may refer to each other in a ring. */
    private static List<Operation> creation(Schema schema) {
        List<Operation> operations = new ArrayList<>();
        schema.tables().values().forEach(table -> operations.add(new CreateTable(table.withForeignKeys(List.of()))));
        schema.tables()
                .values()
                .forEach(table ->
                        table.foreignKeys().forEach(key -> operations.add(new CreateForeignKey(table.name(), key))));
        return operations;
    }

    private static void assertAlike(Schema desired, Schema actual) {
        assertEquals(text(desired, actual), text(actual, desired));
    }

    private static String text(Schema schema, Schema other) {
        return Likeness.of(forgiven(schema, other), DIALECT.capabilities());
    }

    /** Without the names that are no difference: of foreign keys and primary keys, and conventional ones that were cut. */
    private static Schema forgiven(Schema schema, Schema other) {
        return Schema.of(schema.tables().values().stream()
                .map(table -> forgiven(table, other.table(table.name()).orElse(table)))
                .toList());
    }

    private static Table forgiven(Table table, Table other) {
        PrimaryKey key = table.primaryKey();
        return table.withPrimaryKey(key == null ? null : new PrimaryKey(null, key.columns()))
                .withForeignKeys(
                        table.foreignKeys().stream().map(each -> named(each)).toList())
                .withUniques(table.uniques().stream()
                        .map(each ->
                                other.uniques().stream().noneMatch(same -> Objects.equals(same.name(), each.name()))
                                                && tooLong("uq_", table, each.columns())
                                        ? new UniqueConstraint(null, each.columns())
                                        : each)
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(each -> tooLong("ix_", table, each.columns()) ? each.withName(null) : each)
                        .toList());
    }

    private static boolean tooLong(String prefix, Table table, List<String> columns) {
        return (prefix + table.name().name() + "_" + String.join("_", columns)).length() > LIMIT;
    }

    private static ForeignKey named(ForeignKey key) {
        return key.withName(null);
    }

    private static List<Case> cases(String family) {
        Path file = FOLDER.resolve(family + "-mariadb.json");
        try {
            return Fields.items(
                    YamlReader.read(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8)),
                    "a list of cases",
                    MariadbCanonicalTest::read);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Case read(Node node) {
        Fields fields = Fields.of(node, "a case");
        return new Case(
                fields.requireString("id"),
                fields.strings("before_sql"),
                new ModelReader(Naming.DEFAULT.withLimit(LIMIT), name -> Optional.empty())
                        .read(fields.require("model")),
                differs(Fields.of(fields.require("expect"), "'expect'")));
    }

    /** Not where an empty set of operations is called better: a change of letter case in a column's name is none. */
    private static boolean differs(Fields expect) {
        boolean some = !expect.list("operations", each -> each).isEmpty();
        return some
                && expect.list("better", set -> Fields.items(set, "'better'", each -> each)).stream()
                        .noneMatch(List::isEmpty);
    }
}
