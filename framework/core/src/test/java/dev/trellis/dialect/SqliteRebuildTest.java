package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.OperationReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Verifies that a rebuild loses nothing, with the cases of {@code sqlite/rebuild.yaml}. */
final class SqliteRebuildTest {
    private static final Dialect DIALECT = new SqliteDialect();
    private static final Path CASES = Path.of("src/test/resources/sqlite/rebuild.yaml");
    private static final String OBJECTS =
            "select type, name, tbl_name, sql from sqlite_master where sql is not null order by type, name";

    /**
     * A case.
     *
     * @param same queries with the same answer before and after the operations
     * @param then statements and their answers afterwards, or an exclamation mark and the error
     * @param renames whether the operations rename something, so that SQLite changes other objects
     * @param fails part of the error message; null if the operations succeed
     */
    record Case(
            String name,
            List<String> setup,
            List<Operation> operations,
            List<String> same,
            Map<String, String> then,
            boolean renames,
            @Nullable String fails) {

        static Case read(Node node) {
            MappingReader fields = MappingReader.of(node, "a case");
            Case read = new Case(
                    fields.requireString("name"),
                    fields.strings("setup"),
                    new OperationReader(Naming.DEFAULT).operations(fields.require("operations"), "'operations'"),
                    fields.strings("same"),
                    fields.map("then", (sql, answer) -> MappingReader.text(answer, "an answer")),
                    fields.flag("renames", false),
                    fields.string("fails"));
            fields.done();
            return read;
        }

        Set<String> tables() {
            return operations.stream()
                    .flatMap(operation -> operation.tables().stream())
                    .map(TableName::name)
                    .collect(Collectors.toSet());
        }
    }

    @TestFactory
    Stream<DynamicTest> a_rebuild_loses_nothing() throws IOException {
        Node document = YamlReader.read("rebuild.yaml", Files.readString(CASES));
        return MappingReader.items(document, "cases", Case::read).stream()
                .map(each -> dynamicTest(each.name(), () -> verify(each)));
    }

    private static void verify(Case testCase) throws SQLException {
        try (TestDatabase database = TestDatabase.open(TestDatabase.Kind.SQLITE);
                Connection connection = database.connect()) {
            for (String sql : testCase.setup()) {
                query(connection, sql);
            }
            Schema before = DIALECT.inspect(connection, List.of());
            if (testCase.fails() != null) {
                verifyRefused(testCase, connection, testCase.fails());
                return;
            }
            List<String> same = answers(connection, testCase.same());
            String objects = otherObjects(connection, testCase);
            String rows = rowsOfOthers(connection, testCase);
            String broken = query(connection, "select * from pragma_foreign_key_check");
            new LiveDatabase(DIALECT, connection).run(testCase.operations());
            assertEquals(String.join("\n", same), String.join("\n", answers(connection, testCase.same())));
            assertEquals(rows, rowsOfOthers(connection, testCase));
            assertEquals("ok", query(connection, "pragma integrity_check"));
            assertEquals(broken, query(connection, "select * from pragma_foreign_key_check"));
            assertEquals("0", query(connection, "select legacy_alter_table from pragma_legacy_alter_table"));
            if (!testCase.renames()) {
                assertEquals(objects, otherObjects(connection, testCase));
            }
            assertInspectedAsReplayed(testCase, before, connection);
            for (Map.Entry<String, String> then : testCase.then().entrySet()) {
                assertAnswer(connection, then.getKey(), then.getValue());
            }
        }
    }

    /** Asserts that inspection returns the schema after the operations. */
    private static void assertInspectedAsReplayed(Case testCase, Schema before, Connection connection)
            throws SQLException {
        Schema expected = LiveDatabase.after(before, testCase.operations(), DIALECT);
        new LiveDatabase(DIALECT, connection).assertSchema(expected, testCase.toString());
    }

    private static void verifyRefused(Case testCase, Connection connection, String message) throws SQLException {
        String before = dump(connection);
        LiveDatabase live = new LiveDatabase(DIALECT, connection);
        Throwable error = assertThrows(Throwable.class, () -> live.run(testCase.operations()));
        assertTrue(error instanceof TrellisException || error.getCause() instanceof SQLException, error.toString());
        assertTrue(String.valueOf(error.getMessage()).contains(message), error.getMessage());
        assertEquals(before, dump(connection));
        assertEquals("ok", query(connection, "pragma integrity_check"));
    }

    private static String dump(Connection connection) throws SQLException {
        return query(connection, OBJECTS) + rows(connection, Set.of());
    }

    private static String rowsOfOthers(Connection connection, Case testCase) throws SQLException {
        return rows(connection, testCase.tables());
    }

    /** Returns the rows of all other tables, including SQLite's sequence numbers, without statistics. */
    private static String rows(Connection connection, Set<String> changed) throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (String table : query(connection, "select name from sqlite_master where type = 'table' order by name")
                .split(" / ", -1)) {
            if (!changed.contains(table) && !table.startsWith("sqlite_stat")) {
                rows.append('\n').append(query(connection, "select * from " + DIALECT.quote(table)));
            }
        }
        return rows.toString();
    }

    /** Returns all objects except the changed tables and their indexes, which inspection covers. */
    private static String otherObjects(Connection connection, Case testCase) throws SQLException {
        String tables = testCase.tables().stream().map(DIALECT::literal).collect(Collectors.joining(", "));
        return query(
                connection,
                "select type, name, tbl_name, sql from sqlite_master where sql is not null and (type in ('view', 'trigger')"
                        + " or tbl_name not in (" + tables + ")) order by type, name");
    }

    private static void assertAnswer(Connection connection, String sql, String answer) throws SQLException {
        if (!answer.startsWith("! ")) {
            assertEquals(answer, query(connection, sql), sql);
            return;
        }
        SQLException error = assertThrows(SQLException.class, () -> query(connection, sql), sql);
        assertTrue(String.valueOf(error.getMessage()).contains(answer.substring(2)), error.getMessage());
    }

    private static List<String> answers(Connection connection, List<String> queries) throws SQLException {
        Stream.Builder<String> answers = Stream.builder();
        for (String query : queries) {
            answers.add(query + ": " + query(connection, query));
        }
        return answers.build().toList();
    }

    /** Returns columns joined with a bar and rows with a slash; empty for a statement without a result. */
    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (!statement.execute(sql)) {
                return "";
            }
            StringJoiner rows = new StringJoiner(" / ");
            try (ResultSet result = statement.getResultSet()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    StringJoiner row = new StringJoiner("|");
                    for (int i = 1; i <= columns; i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(row.toString());
                }
            }
            return rows.toString();
        }
    }
}
