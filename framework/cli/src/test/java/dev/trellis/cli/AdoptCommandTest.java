package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.ChildJvm;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The options, output and exit codes of {@code adopt}; the module {@code adopt} tests the adoption itself. */
@SuppressWarnings("NullAway.Init")
class AdoptCommandTest {
    @TempDir
    Path folder;

    private static final String HISTORY =
            "create table flyway_schema_history (installed_rank int primary key, version varchar(50), description"
                    + " varchar(200), type varchar(20), script varchar(1000), checksum int, installed_by varchar(100),"
                    + " installed_on text, execution_time int, success boolean)";

    private void project(TestDatabase database) {
        CommandLineRun.configure(folder, database, "branches: {shop: {directory: db}}");
        CommandLineRun.write(folder, "flyway.toml", "[flyway]\nlocations = [\"filesystem:sql\"]\n");
        CommandLineRun.write(folder, "sql/V1__create_customer.sql", "create table customer (id integer);\n");
        CommandLineRun.write(folder, "sql/V2__create_note.sql", "create table note (id integer);\n");
        database.execute(
                HISTORY,
                "insert into flyway_schema_history values (1, '1', 'create customer', 'SQL', 'V1__create_customer.sql',"
                        + " null, 'x', '2026-01-01', 1, 1)",
                "create table customer (id integer)");
    }

    private CommandLineRun adopt(String... arguments) {
        List<String> words = new ArrayList<>(List.of("adopt", "--from", "flyway", "--project", folder.toString()));
        words.addAll(List.of(arguments));
        return CommandLineRun.of(folder, words.toArray(String[]::new));
    }

    @Test
    void the_result_is_printed_and_reports_are_written() throws IOException {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project(database);
            CommandLineRun dry = adopt("--dry-run");
            assertEquals(Main.EXIT_OK, dry.code(), dry.err());
            assertTrue(
                    dry.out().startsWith("Flyway: 2 scripts: 2 converted, 0 changed in meaning, 0 gaps\n"), dry.out());
            assertTrue(dry.out().endsWith("dry run: nothing is written and recorded\n"), dry.out());
            assertFalse(Files.exists(folder.resolve("db")));

            CommandLineRun run = adopt(
                    "--report",
                    folder.resolve("out/report.md").toString(),
                    "--report",
                    folder.resolve("report.json").toString(),
                    "--report",
                    folder.resolve("report.txt").toString());
            assertEquals(Main.EXIT_OK, run.code(), run.err());
            assertTrue(run.out().endsWith("1 revision recorded as applied\n"), run.out());
            assertEquals(run.out(), Files.readString(folder.resolve("report.txt")));
            String markdown = Files.readString(folder.resolve("out/report.md"));
            assertTrue(markdown.startsWith("# Adoption from Flyway\n"), markdown);
            assertTrue(markdown.contains("| 2 | 2 | 0 | 0 |"), markdown);
            JsonNode json = new ObjectMapper().readTree(Files.readString(folder.resolve("report.json")));
            assertEquals(1, json.get("recorded").size());

            assertEquals(
                    Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
            CommandLineRun check = CommandLineRun.of(folder, "check");
            assertEquals("the database matches the models\n", check.out(), check.err());
            assertTrue(CommandLineRun.of(folder, "history", "--applied").out().contains("adopted"));
        }
    }

    @Test
    void a_difference_and_a_gap_exit_with_3() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project(database);
            database.execute("alter table customer add column more integer");
            CommandLineRun differs = adopt();
            assertEquals(Main.EXIT_FINDINGS, differs.code(), differs.err());
            assertTrue(
                    differs.out()
                            .endsWith(
                                    "  column customer.more is left over\n"
                                            + "nothing is recorded: the database differs from what the applied scripts create\n"),
                    differs.out());

            database.execute("alter table customer drop column more");
            CommandLineRun.write(folder, "sql/beforeMigrate.sql", "select 1;");
            assertEquals(Main.EXIT_FINDINGS, adopt("--set", "placeholders.x=y").code());
            CommandLineRun accepted = adopt("--accept-gaps", "--branch", "shop");
            assertEquals(Main.EXIT_OK, accepted.code(), accepted.err());
        }
    }

    @Test
    void an_upgrade_loads_no_class_of_the_adoption() throws IOException, InterruptedException {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project(database);
            assertEquals(Main.EXIT_OK, adopt().code());
            String config = folder.resolve("trellis.yaml").toString();
            String upgrade = loadedClasses("-c", config, "upgrade", "heads");
            assertTrue(upgrade.contains(" dev.trellis.internal.command.Upgrade "), upgrade);
            assertFalse(upgrade.contains(" dev.trellis.adopt."), upgrade);
            assertFalse(upgrade.contains(" dev.trellis.internal.command.Inspect "), upgrade);
            assertTrue(loadedClasses(
                            "-c", config, "adopt", "--from", "flyway", "--project", folder.toString(), "--dry-run")
                    .contains(" dev.trellis.adopt."));
        }
    }

    private static String loadedClasses(String... arguments) throws IOException, InterruptedException {
        Process process = ChildJvm.of(List.of("-Xlog:class+load"), Main.class.getName(), List.of(arguments))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(Main.EXIT_OK, process.waitFor(), output);
        return output;
    }

    @Test
    void errors_name_what_to_do_and_json_is_one_document() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            project(database);
            database.execute("update flyway_schema_history set success = 0");
            CommandLineRun failed = adopt();
            assertEquals(Main.EXIT_FAILED, failed.code());
            assertTrue(
                    failed.err()
                            .startsWith(
                                    "error: cannot_adopt: the records of Flyway: V1__create_customer.sql (version 1) has"
                                            + " failed\n  Undo its changes"),
                    failed.err());
            database.execute("update flyway_schema_history set success = 1");
            JsonNode document = new ObjectMapper().readTree(adopt("--json").out());
            assertEquals("Flyway", document.get("tool").asString());
            assertEquals(2, document.get("counts").get("scripts").asInt());
            assertEquals("written", document.get("scripts").get(0).get("state").asString());

            CommandLineRun missing = adopt("--set", "locations=filesystem:none");
            assertTrue(missing.err().startsWith("error: cannot_convert: "), missing.err());
            CommandLineRun unknown = CommandLineRun.of(folder, "adopt", "--from", "Sqitch");
            assertEquals(Main.EXIT_USAGE, unknown.code());
            assertTrue(
                    unknown.err()
                            .contains(
                                    "expected one of [flyway, liquibase, alembic, database] (case-insensitive) but was"
                                            + " 'Sqitch'"),
                    unknown.err());
            assertEquals(Main.EXIT_USAGE, CommandLineRun.of(folder, "adopt").code());
        }
    }

    @Test
    void the_recorder_for_alembic_is_printed_without_a_configuration() {
        CommandLineRun run = CommandLineRun.of(folder, "adopt", "--from", "alembic", "--recorder");
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        assertTrue(run.out().startsWith("#!/usr/bin/env python3\n"), run.out());
        assertTrue(run.out().endsWith("if __name__ == \"__main__\":\n    main()\n"), run.out());
        CommandLineRun refused = CommandLineRun.of(folder, "adopt", "--from", "flyway", "--recorder");
        assertEquals(Main.EXIT_FAILED, refused.code());
        assertTrue(refused.err().contains("there is no recorder for flyway"), refused.err());
    }
}
