package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Names that contain SQL, in every place that takes a name, on every database: they are quoted, or one error is printed. */
@SuppressWarnings("NullAway.Init")
class HostileNamesTest {
    private static final List<String> NAMES = List.of(
            "x\"; drop table victim; --",
            "x`; drop table victim; --",
            "x'; drop table victim; --",
            "x\\'; drop table victim; #",
            "x]; drop table victim; /*",
            "$$; drop table victim; $$",
            "a b",
            "a%_\\?:{}",
            "select",
            "tschüß",
            "x".repeat(300));

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> names_in_the_configuration_are_quoted() {
        return Arrays.stream(Kind.values())
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    try (TestDatabase database = TestDatabase.open(kind)) {
                        for (int i = 0; i < NAMES.size(); i++) {
                            assertQuotedInConfiguration(database, NAMES.get(i), "v" + i);
                        }
                    }
                }));
    }

    /** Uses tables of its own for each name, so that all names can share a database. */
    private void assertQuotedInConfiguration(TestDatabase database, String name, String victim) throws Exception {
        String hostile = name.replace("victim", victim);
        configure(
                database,
                "",
                "version_table: " + YamlWriter.line("v" + hostile) + "\nhistory_table: "
                        + YamlWriter.line("h" + hostile)
                        + "\nnaming: "
                        + YamlWriter.line(Map.of(
                                "pk", "pk" + hostile.replaceAll("[{}]", ""),
                                "uq", "uq" + hostile.replaceAll("[{}]", ""),
                                "ix", "ix" + hostile.replaceAll("[{}]", "")))
                        + "\n");
        CommandLineRun.write(folder, "db/a.yaml", """
                revision: a0000000000a
                branch_labels: [notes]
                upgrade:
                  - create_table: {name: %1$s, columns: {id: integer, a: integer}, primary_key: [id], unique: [[a]]}
                  - create_index: {table: %1$s, columns: [a]}
                downgrade: [{drop_table: %1$s}]
                """.formatted(victim + "_made"));
        database.execute("create table " + victim + " (id integer)");
        CommandLineRun up = CommandLineRun.of(folder, "upgrade", "heads");
        assertOneOutcome(up);
        if (up.code() == Main.EXIT_OK) {
            CommandLineRun again = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_OK, again.code(), again.err());
            assertTrue(again.out().startsWith("nothing to do"), again.out());
            CommandLineRun down = CommandLineRun.of(folder, "downgrade", "base");
            assertEquals(Main.EXIT_OK, down.code(), down.err());
        } else {
            assertTrue(name.length() > 60, () -> name + ": " + up.err());
        }
        assertEquals(List.of("0"), database.query("select count(*) from " + victim));
    }

    @TestFactory
    Stream<DynamicTest> names_of_missing_schemas_are_quoted() {
        return Arrays.stream(Kind.values())
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    try (TestDatabase database = TestDatabase.open(kind)) {
                        emptyScriptFolder();
                        database.execute("create table victim (id integer)");
                        CommandLineRun.write(
                                folder, "db/a.yaml", "revision: a0000000000a\nbranch_labels: [notes]\nupgrade: []\n");
                        for (String name : NAMES) {
                            configure(
                                    database,
                                    ", schema: "
                                            + YamlWriter.line(List.of(name)).replaceAll("^\\[|\\]$", ""),
                                    "");
                            assertOneOutcome(CommandLineRun.of(folder, "upgrade", "heads"));
                        }
                        assertEquals(List.of("0"), database.query("select count(*) from victim"));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> names_in_a_script_are_quoted() {
        return Arrays.stream(Kind.values())
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> {
                    try (TestDatabase database = TestDatabase.open(kind)) {
                        emptyScriptFolder();
                        database.execute("create table victim (id integer)");
                        configure(database, "", "");
                        String down = "null";
                        for (int i = 0; i < NAMES.size(); i++) {
                            String id = "a" + (100 + i);
                            writeScript(id, down, NAMES.get(i));
                            CommandLineRun up = CommandLineRun.of(folder, "upgrade", "heads");
                            assertOneOutcome(up);
                            if (up.code() == Main.EXIT_OK) {
                                down = id;
                                assertEquals(
                                        Main.EXIT_OK,
                                        CommandLineRun.of(folder, "downgrade", "-1")
                                                .code());
                                CommandLineRun again = CommandLineRun.of(folder, "upgrade", "heads");
                                assertEquals(Main.EXIT_OK, again.code(), again.err());
                            } else {
                                assertTrue(NAMES.get(i).length() > 60, up.err());
                                Files.delete(folder.resolve("db/" + id + ".yaml"));
                            }
                        }
                        assertEquals(List.of("0"), database.query("select count(*) from victim"));
                    }
                }));
    }

    /** Writes a script with the name for a table, columns, constraints, an enum type, a value and a comment. */
    private void writeScript(String id, String down, String name) {
        Map<String, Object> table = Map.of(
                "name", name,
                "comment", name,
                "columns",
                        Map.of(
                                name,
                                Map.of("type", "integer", "comment", name),
                                "t",
                                Map.of("type", "string(400)", "default", name),
                                "e",
                                Map.of("type", Map.of("enum", Map.of("name", "e" + name, "values", List.of(name))))),
                "primary_key", Map.of("name", "pk" + name, "columns", List.of(name)),
                "unique", List.of(Map.of("name", "uq" + name, "columns", List.of(name, "t"))));
        List<Object> upgrade = List.of(
                Map.of("create_table", table),
                Map.of("create_index", Map.of("name", "ix" + name, "table", name, "columns", List.of("t"))),
                Map.of("bulk_insert", Map.of("table", name, "rows", List.of(Map.of(name, 1, "t", name, "e", name)))),
                Map.of("add_column", Map.of("table", name, "name", "n" + name, "type", "integer")),
                Map.of("alter_column", Map.of("table", name, "name", "n" + name, "rename", "m" + name)));
        CommandLineRun.write(
                folder,
                "db/" + id + ".yaml",
                "revision: " + id + "\ndown_revision: " + down + "\n"
                        + (down.equals("null") ? "branch_labels: [notes]\n" : "")
                        + "message: " + YamlWriter.line(name) + "\nupgrade:\n" + YamlWriter.items(upgrade, 2)
                        + "downgrade:\n" + YamlWriter.items(List.of(Map.of("drop_table", Map.of("table", name))), 2));
    }

    private void emptyScriptFolder() throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(folder.resolve("db")))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void configure(TestDatabase database, String databaseKeys, String lines) {
        String user = database.user() == null ? "" : ", user: " + YamlWriter.line(database.user());
        String password = database.password() == null ? "" : ", password: " + YamlWriter.line(database.password());
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"" + database.url() + "\"" + user + password + databaseKeys + "}\n"
                        + "branches: {notes: {directory: db}}\n" + lines);
    }

    /** Asserts success, or errors of one kind: one for each place that contains the name. */
    private static void assertOneOutcome(CommandLineRun run) {
        assertTrue(run.code() == Main.EXIT_OK || run.code() == Main.EXIT_FAILED, run.out() + run.err());
        if (run.code() == Main.EXIT_FAILED) {
            assertEquals(
                    1,
                    run.err()
                            .lines()
                            .filter(line -> line.startsWith("error: "))
                            .map(line -> line.substring(0, line.indexOf(": ", "error: ".length())))
                            .distinct()
                            .count(),
                    run.err());
            assertFalse(run.err().contains("internal_error"), run.err());
        }
    }
}
