package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Test;

/**
 * H2 has no conformance files, so this test creates the models of the other databases in H2, as far as H2 supports them.
 * Inspection must return their canonical form.
 */
final class H2CanonicalTest {
    private static final Path FOLDER = Path.of("src/test/resources/conformance/autogenerate");
    private static final H2Dialect DIALECT = new H2Dialect();

    /** H2's errors for SQL, functions, types and schemas that only another database has. */
    private static final Set<Integer> OTHER_SQL = Set.of(
            ErrorCode.SYNTAX_ERROR_2,
            ErrorCode.FUNCTION_NOT_FOUND_1,
            ErrorCode.SCHEMA_NOT_FOUND_1,
            ErrorCode.UNKNOWN_DATA_TYPE_1,
            ErrorCode.FEATURE_NOT_SUPPORTED_1);

    private record Case(String id, Schema model) {}

    @Test
    void models_of_other_databases_read_back_in_canonical_form() throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        Map<String, String> declined = new TreeMap<>();
        int proven = 0;
        for (Case each : cases()) {
            try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.H2);
                    TestDatabase other = TestDatabase.open(TestDatabase.Kind.H2);
                    Connection connection = database.connect();
                    Connection second = other.connect()) {
                LiveDatabase live = new LiveDatabase(DIALECT, connection);
                try {
                    live.run(creation(each.model()));
                } catch (DialectException e) {
                    assertEquals("unsupported", e.name(), e.getMessage());
                    declined.put(each.id(), String.valueOf(e.getMessage()));
                    continue;
                } catch (AssertionError e) {
                    if (!(e.getCause() instanceof SQLException error) || !OTHER_SQL.contains(error.getErrorCode())) {
                        throw e;
                    }
                    declined.put(each.id(), String.valueOf(e.getMessage()));
                    continue;
                }
                Schema actual = live.inspect(Schema.EMPTY);
                LiveDatabase recreatedLive = new LiveDatabase(DIALECT, second);
                recreatedLive.run(creation(actual));
                Schema recreated = recreatedLive.inspect(Schema.EMPTY);
                String expected = text(live.canonical(each.model(), actual)) + "\n--\n"
                        + text(recreatedLive.canonical(actual, recreated));
                String actualText = text(actual) + "\n--\n" + text(recreated);
                if (expected.equals(actualText)) {
                    proven++;
                } else {
                    wrong.put(each.id(), "\n" + expected + "\n but was\n" + actualText);
                }
            }
        }
        assertEquals(Map.of(), wrong);
        assertTrue(
                proven >= 600 && declined.size() <= 85,
                proven + " were proven; declined: "
                        + String.join(
                                "\n",
                                declined.entrySet().stream()
                                        .map(Object::toString)
                                        .toList()));
    }

    /** Creates foreign keys last, because tables may refer to each other in a cycle. */
    private static List<Operation> creation(Schema schema) {
        List<Operation> operations = new ArrayList<>();
        schema.tables().values().forEach(table -> operations.add(new CreateTable(table.withForeignKeys(List.of()))));
        schema.tables()
                .values()
                .forEach(table ->
                        table.foreignKeys().forEach(key -> operations.add(new CreateForeignKey(table.name(), key))));
        return operations;
    }

    private static String text(Schema schema) {
        return SchemaText.of(schema, DIALECT.capabilities());
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String dialect : List.of("postgresql", "mariadb")) {
            for (String family : List.of("no-false-positives", "one-difference", "order", "proposed", "random")) {
                Path file = FOLDER.resolve(family + "-" + dialect + ".json");
                cases.addAll(MappingReader.items(
                        YamlReader.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8)),
                        "a list of cases",
                        node -> {
                            MappingReader fields = MappingReader.of(node, "a case");
                            return new Case(
                                    fields.requireString("id"),
                                    new ModelReader(Naming.DEFAULT.withLimit(256), name -> Optional.empty())
                                            .read(fields.require("model")));
                        }));
            }
        }
        return cases;
    }

    /** Uses a URL without a setting about names: unquoted names in SQL match quoted ones, and are inspected in lower case. */
    @Test
    void unquoted_names_match_quoted_ones() throws SQLException {
        String url = DIALECT.connectionUrl("jdbc:h2:mem:");
        assertEquals("jdbc:h2:mem:;CASE_INSENSITIVE_IDENTIFIERS=TRUE", url);
        assertEquals("jdbc:h2:x;database_to_lower=true", DIALECT.connectionUrl("jdbc:h2:x;database_to_lower=true"));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            LiveDatabase live = new LiveDatabase(DIALECT, connection);
            statement.execute("create table parent (id int primary key, name varchar(20) check (name <> 'x'))");
            live.run(LiveDatabase.operations("""
                    - create_table: {name: child, columns: {id: integer, parent_id: integer}, primary_key: [id], foreign_keys: [{columns: [parent_id], references: parent(id)}]}
                    - add_column: {table: parent, name: more, type: json, default: '{}'}
                    - bulk_insert: {table: parent, rows: [{id: 1, more: '{"a":1}'}]}
                    - execute: insert into child (id, parent_id) select 1, id from parent
                    """));
            Schema schema = live.inspect(Schema.EMPTY);
            assertEquals("[child, parent]", schema.tables().keySet().toString());
            assertEquals(
                    List.of("id", "name", "more"),
                    schema.require(TableName.of("parent")).columnNames());
            try (var row = statement.executeQuery("select (more).\"a\" from parent")) {
                row.next();
                assertEquals("1", row.getString(1));
            }
        }
    }
}
