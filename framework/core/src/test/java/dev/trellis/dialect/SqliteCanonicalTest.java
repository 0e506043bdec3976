package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The conformance cases of autogenerate on SQLite, whose databases were not created by Trellis. */
final class SqliteCanonicalTest {
    private static final Path FOLDER = Path.of("src/test/resources/conformance/autogenerate");
    private static final Dialect DIALECT = new SqliteDialect();

    record Case(String id, List<String> sql, Node model) {
        static Case read(Node node) {
            Node.Mapping mapping = (Node.Mapping) node;
            return new Case(
                    MappingReader.text(entry(mapping, "id"), "id"),
                    MappingReader.strings(entry(mapping, "before_sql"), "before_sql"),
                    entry(mapping, "model"));
        }

        private static Node entry(Node.Mapping mapping, String key) {
            return Objects.requireNonNull(mapping.entries().get(key), key).value();
        }

        static List<Case> of(String family) {
            try {
                String file = family + "-sqlite.json";
                Node document = YamlReader.read(file, Files.readString(FOLDER.resolve(file)));
                return MappingReader.items(document, file, Case::read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> a_database_created_by_alembic_equals_its_model() {
        return Stream.concat(Case.of("no-false-positives").stream(), Case.of("proposed").stream())
                .filter(each -> each.id().startsWith("no-false-positives"))
                .map(each -> dynamicTest(each.id(), () -> assertModel(each)));
    }

    @TestFactory
    Stream<DynamicTest> an_inspected_schema_can_be_created_again() {
        return Stream.of("no-false-positives", "one-difference", "order", "ownership", "proposed", "random")
                .flatMap(family -> Case.of(family).stream())
                .map(each -> dynamicTest(each.id(), () -> assertRoundTrip(each)));
    }

    private static void assertModel(Case testCase) throws SQLException {
        try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.SQLITE);
                Connection connection = database.connect()) {
            Schema actual = create(testCase, connection);
            Schema desired = new ModelReader(Naming.DEFAULT, name -> Optional.empty()).read(testCase.model());
            assertEqualSchemas(DIALECT.canonical(connection, desired, actual), actual);
        }
    }

    private static void assertRoundTrip(Case testCase) throws SQLException {
        try (TestDatabase first = TestDatabase.open(TestDatabase.Kind.SQLITE);
                TestDatabase second = TestDatabase.open(TestDatabase.Kind.SQLITE);
                Connection connection = first.connect();
                Connection other = second.connect()) {
            Schema read = create(testCase, connection);
            assertEqualSchemas(read, DIALECT.canonical(other, read, read));
            LiveDatabase live = new LiveDatabase(DIALECT, other);
            live.run(read.tables().values().stream()
                    .<Operation>map(CreateTable::new)
                    .toList());
            assertEqualSchemas(read, live.inspect(read));
        }
    }

    private static Schema create(Case testCase, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : testCase.sql()) {
                statement.execute(sql);
            }
        }
        return DIALECT.inspect(connection, List.of());
    }

    private static void assertEqualSchemas(Schema desired, Schema actual) {
        assertEquals(SchemaText.of(desired, DIALECT.capabilities()), SchemaText.of(actual, DIALECT.capabilities()));
    }
}
