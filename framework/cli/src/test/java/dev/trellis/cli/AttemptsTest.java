package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The history of attempts, and commands that continue after a failed or changed revision. */
@SuppressWarnings("NullAway.Init")
class AttemptsTest {
    @TempDir
    Path folder;

    private void configure(TestDatabase database, String statement) {
        CommandLineRun.configure(folder, database, "branches: {notes: {directory: db}}");
        CommandLineRun.write(folder, "db/a.yaml", """
                revision: a0000000000a
                down_revision: null
                branch_labels: [notes]
                message: create the notes
                upgrade:
                  - create_table: {name: note, columns: {id: integer}, primary_key: [id]}
                  - execute: %s
                """.formatted(statement));
    }

    @Test
    void the_history_lists_each_attempt_with_its_outcome() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            configure(database, "insert into nowhere values (1)");
            assertEquals(
                    Main.EXIT_FAILED,
                    CommandLineRun.of(folder, "upgrade", "heads").code());
            configure(database, "insert into note values (1)");
            assertEquals(
                    Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());

            List<String> lines = CommandLineRun.of(folder, "history", "--applied")
                    .out()
                    .lines()
                    .filter(line -> !line.startsWith(" "))
                    .toList();
            assertEquals(2, lines.size(), lines::toString);
            String origin = System.getProperty("user.name") + "@";
            assertTrue(
                    lines.get(0).matches(".*Z  upgrade    a0000000000a  failed .* ms  " + origin + ".*"), lines.get(0));
            assertTrue(lines.get(1).matches(".*  applied .*  notes  create the notes"), lines.get(1));
            String json =
                    CommandLineRun.of(folder, "--json", "history", "--applied").out();
            assertTrue(json.contains("\"outcome\" : \"failed\""), json);
            assertTrue(json.contains("\"tool_version\" :"), json);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"H2", "MARIADB", "MYSQL"})
    void current_names_a_revision_that_is_not_complete(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.shared(kind)) {
            configure(database, "insert into nowhere values (1)");
            CommandLineRun nothing = CommandLineRun.of(folder, "--json", "current");
            assertTrue(
                    JsonMapper.shared()
                            .readTree(nothing.out())
                            .get("incomplete")
                            .isNull(),
                    nothing.out());
            assertEquals(
                    Main.EXIT_FAILED,
                    CommandLineRun.of(folder, "upgrade", "heads").code());
            CommandLineRun current = CommandLineRun.of(folder, "current");
            assertEquals(Main.EXIT_OK, current.code());
            assertEquals("", current.out());
            assertTrue(
                    current.err()
                            .contains("note: the upgrade of revision a0000000000a, begun by "
                                    + System.getProperty("user.name") + " on "),
                    current.err());
            assertTrue(current.err().contains("is not complete: another process is running it, or"), current.err());
            String json = CommandLineRun.of(folder, "--json", "current").out();
            JsonNode incomplete = JsonMapper.shared().readTree(json).get("incomplete");
            assertEquals("a0000000000a", incomplete.get("revision").asString(), json);
            assertEquals("upgrade", incomplete.get("direction").asString(), json);
            String page = Files.readString(Path.of("../docs/commands.md"));
            String keys = incomplete.propertyNames().stream()
                    .map(key -> "`" + key + "`")
                    .collect(Collectors.joining(", "));
            assertTrue(page.contains("| INCOMPLETE | " + keys + " |"), keys);

            configure(database, "insert into note values (1)");
            assertEquals(
                    Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
            CommandLineRun complete = CommandLineRun.of(folder, "current");
            assertEquals("a0000000000a (notes) (head)  create the notes\n", complete.out());
            assertEquals("", complete.err());
        }
    }

    @Test
    void resume_requires_one_answer_and_an_interrupted_revision() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            configure(database, "insert into note values (1)");
            assertEquals(Main.EXIT_USAGE, CommandLineRun.of(folder, "resume").code());
            assertEquals(
                    Main.EXIT_USAGE,
                    CommandLineRun.of(folder, "resume", "--done", "--again").code());
            CommandLineRun run = CommandLineRun.of(folder, "resume", "--done");
            assertEquals(Main.EXIT_FAILED, run.code());
            assertTrue(run.err().contains("error: nothing_to_resume: "), run.err());
        }
    }

    @Test
    void an_accepted_change_is_reported_only_once() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            configure(database, "insert into note values (1)");
            CommandLineRun.of(folder, "upgrade", "heads");
            configure(database, "insert into note values (2)");
            CommandLineRun changed = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_FAILED, changed.code());
            assertTrue(changed.err().contains("error: changed_script: "), changed.err());
            assertTrue(changed.err().contains("a.yaml"), changed.err());
            assertEquals(
                    Main.EXIT_OK,
                    CommandLineRun.of(folder, "upgrade", "heads", "--accept-changed")
                            .code());
            assertEquals(
                    Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
            assertEquals(List.of("1"), database.query("SELECT id FROM note"));
        }
    }
}
