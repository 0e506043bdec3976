package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.ChildJvm;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code verify} on a real database of each kind. It always removes its throwaway database. */
@SuppressWarnings("NullAway.Init")
class VerifyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void correct_revisions_have_no_findings(Kind kind) throws IOException {
        try (TestDatabase database = TestDatabase.open(kind)) {
            configure(database, "downgrade: [{drop_column: {table: note, name: seen}}]", "seen: boolean");
            CommandLineRun run = CommandLineRun.of(folder, "verify");
            assertEquals(Main.EXIT_OK, run.code(), run.out() + run.err());
            assertEquals("", run.out());
            assertTrue(run.err().contains("2 revisions upgraded, downgraded and upgraded again on "), run.err());
            assertUntouched(database);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_difference_is_reported_with_its_revision(Kind kind) throws IOException {
        try (TestDatabase database = TestDatabase.open(kind)) {
            configure(database, "downgrade: []", "seen: boolean");
            CommandLineRun run = CommandLineRun.of(folder, "verify");
            assertEquals(Main.EXIT_FINDINGS, run.code(), run.out() + run.err());
            assertTrue(run.out().contains("downgrade_differs: notes b0000000000b: "), run.out());
            assertTrue(run.out().contains("column note.seen is left over"), run.out());
            assertTrue(run.out().contains("second_upgrade_fails: notes b0000000000b: "), run.out());
            assertUntouched(database);

            configure(database, "", "seen: boolean, more: integer");
            CommandLineRun model = CommandLineRun.of(folder, "verify");
            assertEquals(Main.EXIT_FINDINGS, model.code(), model.out() + model.err());
            assertTrue(model.out().contains("no_downgrade: notes b0000000000b: "), model.out());
            assertTrue(model.out().contains("add column note.more"), model.out());
            assertUntouched(database);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_revision_that_fails_is_a_finding(Kind kind) throws IOException {
        try (TestDatabase database = TestDatabase.open(kind)) {
            configure(database, "downgrade: [{execute: nonsense}]", "seen: boolean");
            CommandLineRun down = CommandLineRun.of(folder, "verify");
            assertEquals(Main.EXIT_FINDINGS, down.code(), down.out() + down.err());
            assertTrue(down.out().contains("downgrade_fails: notes b0000000000b: its downgrade fails"), down.out());
            assertTrue(down.out().contains("b.yaml:5:"), down.out());
            assertUntouched(database);

            configure(database, "  - execute: insert into nowhere values (1)", "seen: boolean");
            CommandLineRun up = CommandLineRun.of(folder, "verify");
            assertEquals(Main.EXIT_FINDINGS, up.code(), up.out() + up.err());
            assertTrue(up.out().contains("upgrade_fails: notes b0000000000b: its upgrade fails"), up.out());
            assertTrue(up.out().contains("insert into nowhere"), up.out());
            assertUntouched(database);
        }
    }

    @Test
    void json_contains_the_findings() throws IOException {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            configure(database, "", "seen: boolean, more: integer");
            CommandLineRun run = CommandLineRun.of(folder, "--json", "verify");
            assertEquals(Main.EXIT_FINDINGS, run.code(), run.out() + run.err());
            JsonNode report = new ObjectMapper().readTree(run.out());
            assertEquals("sqlite", report.get("dialect").asString());
            assertEquals(2, report.get("revisions").size());
            assertEquals(
                    "no_downgrade", report.get("findings").get(0).get("name").asString());
            assertEquals(
                    "b0000000000b",
                    report.get("findings").get(0).get("revision").asString());
            JsonNode model = report.get("findings").get(1);
            assertEquals("model_differs", model.get("name").asString());
            assertEquals("notes", model.get("branch").asString());
            assertEquals("add column note.more", model.get("differences").get(0).asString());
            assertUntouched(database);
        }
    }

    @Test
    void a_user_who_must_not_create_databases_gets_a_schema() throws Exception {
        String role = "verifier_" + UUID.randomUUID().toString().substring(0, 8);
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            String name = database.query("select current_database()").get(0);
            database.execute(
                    "create role " + role + " login password 'pw' nocreatedb",
                    "grant create on database " + name + " to " + role);
            try {
                configure(database, "downgrade: [{drop_column: {table: note, name: seen}}]", "seen: boolean");
                write(database.url(), role, "pw");
                CommandLineRun run = CommandLineRun.of(folder, "verify");
                assertEquals(Main.EXIT_OK, run.code(), run.out() + run.err());
                assertUntouched(database);

                database.execute("revoke create on database " + name + " from " + role);
                CommandLineRun refused = CommandLineRun.of(folder, "verify");
                assertEquals(Main.EXIT_FAILED, refused.code(), refused.out() + refused.err());
                assertTrue(refused.err().startsWith("error: no_throwaway: "), refused.err());
                assertUntouched(database);
            } finally {
                database.execute("drop owned by " + role, "drop role " + role);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void the_database_of_a_killed_process_is_removed_by_the_next(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            String sleep = kind == Kind.POSTGRESQL ? "select pg_sleep(4)" : "do sleep(4)";
            configure(database, "  - execute: " + sleep, "seen: boolean");
            List<String> before = throwawayDatabases(database);

            Process killed = startVerify(database);
            killed.destroyForcibly().waitFor();
            assertEquals(before.size() + 1, throwawayDatabases(database).size(), "the kill came too late");
            while (!sleepingStatements(database).isEmpty()) {
                Thread.sleep(100);
            }

            Process terminated = startVerify(database);
            terminated.destroy();
            terminated.waitFor();
            assertEquals(before, throwawayDatabases(database));
        }
    }

    /** Starts {@code verify} in another process and waits until it runs a statement in its throwaway database. */
    private Process startVerify(TestDatabase database) throws Exception {
        Process process = ChildJvm.of(
                        List.of(),
                        Main.class.getName(),
                        List.of("-c", folder.resolve("trellis.yaml").toString(), "verify"))
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        while (sleepingStatements(database).isEmpty()) {
            assertTrue(process.isAlive(), () -> {
                try {
                    return Files.readString(folder.resolve("out.txt"));
                } catch (IOException e) {
                    return e.toString();
                }
            });
            Thread.sleep(20);
        }
        return process;
    }

    private static List<String> throwawayDatabases(TestDatabase database) {
        return database.query(
                database.kind() == Kind.POSTGRESQL
                        ? "select datname from pg_database where datname like 'trellis_verify%' order by 1"
                        : "select schema_name from information_schema.schemata"
                                + " where schema_name like 'trellis_verify%' order by 1");
    }

    /** Returns the statements that sleep in a throwaway database. */
    private static List<String> sleepingStatements(TestDatabase database) {
        return database.query(
                database.kind() == Kind.POSTGRESQL
                        ? "select pid from pg_stat_activity where query like '%pg_sleep(4)%' and pid <> pg_backend_pid()"
                                + " and state = 'active'"
                        : "select id from information_schema.processlist where info = 'do sleep(4)'");
    }

    private void assertUntouched(TestDatabase database) throws IOException {
        switch (database.kind()) {
            case SQLITE ->
                assertFalse(Files.exists(Path.of(database.url().substring("jdbc:sqlite:".length()))), "it was created");
            case POSTGRESQL ->
                assertEquals(
                        List.of("0"),
                        database.query("select (select count(*) from pg_database where datname like 'trellis_verify%')"
                                + " + (select count(*) from pg_namespace where nspname like 'trellis_verify%')"
                                + " + (select count(*) from pg_tables where schemaname = 'public')"));
            default ->
                assertEquals(
                        List.of(),
                        database.query("select schema_name from information_schema.schemata"
                                + " where schema_name like 'trellis_verify%'"));
        }
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> String.valueOf(file.getFileName()).startsWith("trellis_verify_"))
                            .toList());
        }
    }

    private void write(String url, String user, String password) {
        CommandLineRun.write(folder, "trellis.yaml", """
                database: {url: "%s", user: "%s", password: "%s"}
                branches: {notes: {directory: db}}
                """.formatted(url, user, password));
    }

    private void configure(TestDatabase database, String downgrade, String columns) {
        CommandLineRun.configure(folder, database, "branches: {notes: {directory: db}}");
        CommandLineRun.write(folder, "db/model.yaml", """
                tables:
                  note: {columns: {id: integer, text: string(20), %s}, primary_key: [id]}
                """.formatted(columns));
        CommandLineRun.write(folder, "db/a.yaml", """
                revision: a0000000000a
                branch_labels: [notes]
                upgrade:
                  - create_table: {name: note, columns: {id: integer, text: string(20)}, primary_key: [id]}
                downgrade:
                  - drop_table: note
                """);
        CommandLineRun.write(folder, "db/b.yaml", """
                revision: b0000000000b
                down_revision: a0000000000a
                upgrade:
                  - add_column: {table: note, name: seen, type: boolean}
                """ + downgrade + "\n");
    }
}
