package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.trellis.dialect.DdlCase.Answer;
import dev.trellis.operation.Reversal;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation on every dialect: the SQL in {@code ddl/*.yaml} is what the operation compiles to, with and without a
 * database, and a real database has the expected schema after the operation and after its reversal. If a dialect has no answer
 * to a case, the test fails and writes a proposal to {@code target/ddl-answers-<dialect>.yaml}.
 */
final class DdlCasesTest {
    /** The errors with which a dialect refuses an operation. */
    private static final Set<String> REFUSALS = Set.of("unsupported", "unknown_type", "missing_key");

    @TestFactory
    Stream<DynamicNode> each_dialect_compiles_and_runs_each_operation() {
        return DialectUnderTest.ALL.stream()
                .map(under -> dynamicContainer(under.toString(), tests(under, DdlCase.all(under.dialect()))));
    }

    @TestFactory
    Stream<DynamicNode> each_dialect_has_an_answer_to_each_case() {
        return DialectUnderTest.ALL.stream()
                .map(under -> dynamicTest(under.toString(), () -> {
                    String missing = missingAnswers(under.dialect(), DdlCase.all(under.dialect()));
                    assertEquals("", missing, "no answer; see " + DdlCase.proposals(under.dialect()));
                }));
    }

    @Test
    void each_case_has_answers_of_exactly_the_known_dialects() {
        Set<String> dialects =
                DialectUnderTest.ALL.stream().map(DialectUnderTest::toString).collect(Collectors.toSet());
        for (DdlCase each : DdlCase.all(DialectUnderTest.ALL.get(0).dialect())) {
            Set<String> answered = new HashSet<>(each.expect().keySet());
            DdlCase.SAME_AS.forEach((dialect, other) -> assertNotEquals(
                    each.expect().get(other),
                    each.expect().get(dialect),
                    () -> each.file() + ": " + each.name() + ": " + dialect + " repeats the answer of " + other));
            answered.addAll(DdlCase.SAME_AS.keySet());
            assertEquals(dialects, answered, each.file() + ": " + each.name());
        }
    }

    private static Stream<DynamicNode> tests(DialectUnderTest under, List<DdlCase> cases) {
        Map<String, List<DynamicNode>> byFile = new LinkedHashMap<>();
        for (DdlCase each : cases) {
            byFile.computeIfAbsent(each.file(), file -> new ArrayList<>())
                    .add(dynamicTest(each.name(), () -> verify(under, each)));
        }
        return byFile.entrySet().stream().map(entry -> dynamicContainer(entry.getKey(), entry.getValue().stream()));
    }

    private static void verify(DialectUnderTest under, DdlCase testCase) throws SQLException {
        Answer answer = testCase.answer(under.dialect())
                .orElseThrow(() -> new AssertionError("no answer of " + under + " to " + testCase.file() + ": "
                        + testCase.name() + "; it compiles to\n" + compileOffline(under.dialect(), testCase)));
        if (answer.unsupported() != null) {
            DialectException declined = assertThrows(DialectException.class, () -> {
                under.dialect()
                        .compile(
                                LiveDatabase.creation(testCase.before()),
                                Catalog.ofSchema(Schema.EMPTY),
                                command -> {});
                compileOffline(under.dialect(), testCase);
            });
            assertTrue(REFUSALS.contains(declined.name()), String.valueOf(declined.getMessage()));
            assertTrue(
                    String.valueOf(declined.getMessage()).contains(answer.unsupported()),
                    String.valueOf(declined.getMessage()));
            return;
        }
        assertEquals(
                String.join(";\n", answer.statements()), String.join(";\n", compileOffline(under.dialect(), testCase)));
        if (answer.refused() == null) {
            verifyOnline(under, testCase, answer.statements());
        } else {
            verifyRefused(under, testCase, answer.refused());
        }
    }

    /** Returns the statements compiled without a database. */
    private static List<String> compileOffline(Dialect dialect, DdlCase testCase) {
        List<String> statements = new ArrayList<>();
        Catalog catalog = Catalog.ofSchema(start(dialect, testCase));
        dialect.compile(testCase.operations(), catalog, command -> statements.add(command.sql()));
        return statements;
    }

    private static Schema start(Dialect dialect, DdlCase testCase) {
        return LiveDatabase.after(testCase.before(), testCase.setup(), dialect);
    }

    private static void verifyOnline(DialectUnderTest under, DdlCase testCase, List<String> statements)
            throws SQLException {
        Schema start = start(under.dialect(), testCase);
        try (TestDatabase database = TestDatabase.open(under.kind());
                Connection connection = database.connect()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            live.create(testCase.before());
            live.run(testCase.setup());
            live.assertSchema(start, "before");
            List<String> executed = live.run(testCase.operations());
            assertEquals(String.join(";\n", withoutReplayChecks(statements)), String.join(";\n", executed));
            Schema after = LiveDatabase.after(start, testCase.operations(), under.dialect());
            live.assertSchema(after, "after");
            for (String query : testCase.holds()) {
                assertEquals(1, live.count(query), query);
            }
            if (testCase.reversible()) {
                live.run(Reversal.of(
                        testCase.operations(), start, under.dialect().quoting()));
                live.assertSchema(start, "after the reversal");
            }
        }
    }

    /** Verifies that the database rejects the statements and that nothing has changed. */
    private static void verifyRefused(DialectUnderTest under, DdlCase testCase, String message) throws SQLException {
        Schema start = start(under.dialect(), testCase);
        try (TestDatabase database = TestDatabase.open(under.kind());
                Connection connection = database.connect()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            live.create(testCase.before());
            live.run(testCase.setup());
            AssertionError error = assertThrows(AssertionError.class, () -> live.run(testCase.operations()));
            assertTrue(String.valueOf(error.getMessage()).contains(message), error.getMessage());
            live.assertSchema(start, "afterwards");
        }
    }

    /**
     * Removes the statements by which a rebuild that was compiled without a database checks, on SQLite, that the table has no
     * columns and triggers that the scripts did not create. They are recognized by the tables that they query.
     */
    private static List<String> withoutReplayChecks(List<String> statements) {
        return statements.stream().filter(sql -> !isReplayCheck(sql)).toList();
    }

    private static boolean isReplayCheck(String sql) {
        return sql.startsWith("SELECT json_extract(")
                && (sql.contains(" FROM pragma_table_xinfo(")
                        || sql.contains(" FROM sqlite_master WHERE type = 'trigger' AND "));
    }

    private static String missingAnswers(Dialect dialect, List<DdlCase> cases) throws IOException {
        StringBuilder missing = new StringBuilder();
        StringBuilder proposals = new StringBuilder();
        String file = "";
        for (DdlCase each : cases) {
            if (each.answer(dialect).isPresent()) {
                continue;
            }
            missing.append(each.file()).append(": ").append(each.name()).append('\n');
            if (!file.equals(each.file())) {
                file = each.file();
                proposals.append(file).append(":\n");
            }
            proposals.append("  \"").append(each.name()).append("\":\n").append(proposedAnswer(dialect, each));
        }
        Files.writeString(DdlCase.proposals(dialect), proposals);
        return missing.toString();
    }

    private static String proposedAnswer(Dialect dialect, DdlCase testCase) {
        try {
            StringBuilder text = new StringBuilder();
            compileOffline(dialect, testCase)
                    .forEach(sql -> text.append("    - |-\n      ")
                            .append(sql.replace("\n", "\n      "))
                            .append('\n'));
            return text.isEmpty() ? "    []\n" : text.toString();
        } catch (DialectException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return "    unsupported: '" + first.replace("'", "''") + "'\n";
        } catch (RuntimeException e) {
            return fail(testCase.file() + ": " + testCase.name(), e);
        }
    }
}
