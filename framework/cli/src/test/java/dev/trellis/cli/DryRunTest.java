package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --dry-run} shows what a command would do and leaves the database and all files as they are. */
@SuppressWarnings("NullAway.Init")
class DryRunTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_dry_run_of_an_upgrade_creates_nothing_and_shows_what_the_upgrade_then_runs(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            project(database);
            Map<String, String> files = files();
            for (String[] command : new String[][] {
                {"-v", "upgrade", "heads", "--dry-run"},
                {"--json", "upgrade", "heads", "--dry-run"},
                {"stamp", "heads", "--dry-run"},
                {"downgrade", "base", "--dry-run"}
            }) {
                CommandLineRun run = CommandLineRun.of(folder, command);
                assertEquals(Main.EXIT_OK, run.code(), run.out() + run.err());
            }
            assertEquals(files, files());
            assertEquals(List.of(), tables(database));

            CommandLineRun plan = CommandLineRun.of(folder, "-v", "upgrade", "heads", "--dry-run");
            CommandLineRun upgrade = CommandLineRun.of(folder, "upgrade", "heads", "--log-sql");
            assertEquals(Main.EXIT_OK, upgrade.code(), upgrade.err());
            String ran = joined(upgrade.err());
            List<String> shown = plan.out()
                    .lines()
                    .filter(line -> line.startsWith("    | "))
                    .map(line -> line.substring(6))
                    .toList();
            assertFalse(shown.isEmpty(), plan.out());
            shown.forEach(line -> assertTrue(ran.contains(joined(line)), () -> line + "\n" + upgrade.err()));
            assertTrue(plan.out().contains("would run 3 revisions"), plan.out());
            assertTrue(plan.out().contains("lint: "), plan.out());
        }
    }

    private static String joined(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_dry_run_of_a_downgrade_shows_sql_and_locks_and_changes_nothing(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            project(database);
            assertEquals(
                    Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
            List<String> before = content(database);
            CommandLineRun run = CommandLineRun.of(folder, "-v", "downgrade", "base", "--dry-run");
            assertEquals(Main.EXIT_OK, run.code(), run.err());
            String out = run.out().toLowerCase(Locale.ROOT);
            assertTrue(out.contains("| drop table") && out.contains("lock: "), run.out());
            assertTrue(out.contains("lint: ") && out.contains("data_loss: all rows of"), run.out());
            assertTrue(out.contains("the database would go from a3 to base"), run.out());
            assertEquals(before, content(database));
            CommandLineRun stamp = CommandLineRun.of(folder, "stamp", "a1", "--dry-run");
            assertEquals("would stamp; the database would go from a3 to a1\n", stamp.out());
            assertEquals(before, content(database));
            CommandLineRun nothing = CommandLineRun.of(folder, "upgrade", "heads", "--dry-run");
            assertEquals("nothing to run; the database stays at a3\n", nothing.out());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_dry_run_of_alter_enum_on_an_existing_table_shows_what_the_upgrade_then_runs(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            project(database);
            CommandLineRun.write(
                    folder,
                    "db/a4.yaml",
                    "revision: a4\ndown_revision: a3\nupgrade:\n"
                            + "  - create_table: {name: m, columns: {id: integer, mood: \"enum(mood: a, b)\"}}\n"
                            + "downgrade:\n  - drop_table: m\n");
            CommandLineRun start = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_OK, start.code(), start.err());
            CommandLineRun.write(
                    folder,
                    "db/a5.yaml",
                    "revision: a5\ndown_revision: a4\nupgrade:\n"
                            + "  - alter_enum: {name: mood, values: [a, b, longer]}\n"
                            + "  - alter_column: {table: m, name: mood, type: \"enum(mood: a, b, longer)\"}\n"
                            + "downgrade: []\n");
            CommandLineRun plan = CommandLineRun.of(folder, "-v", "upgrade", "heads", "--dry-run");
            assertEquals(Main.EXIT_OK, plan.code(), plan.err());
            CommandLineRun upgrade = CommandLineRun.of(folder, "upgrade", "heads", "--log-sql");
            assertEquals(Main.EXIT_OK, upgrade.code(), upgrade.err());
            List<String> shown = plan.out()
                    .lines()
                    .filter(line -> line.startsWith("    | "))
                    .map(line -> joined(line.substring(6)))
                    .toList();
            assertFalse(shown.isEmpty(), plan.out());
            String ran = joined(upgrade.err());
            shown.forEach(line -> assertTrue(ran.contains(line), () -> line + "\n" + upgrade.err()));
        }
    }

    /** PostgresqlTableLocksTest compares more statements with the locks that the server takes. */
    @Test
    void the_locks_of_postgresql_are_those_of_its_documentation() {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            project(database);
            assertEquals(
                    Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
            CommandLineRun.write(
                    folder,
                    "db/a4.yaml",
                    "revision: a4\ndown_revision: a3\nupgrade:\n"
                            + "  - create_index: {name: ix, table: t, columns: [b]}\n"
                            + "  - create_table: {name: c, columns: {id: integer, t_id: integer}, foreign_keys: [{name: fk, columns: [t_id], references: \"t(id)\"}]}\n"
                            + "  - create_table_comment: {table: t, comment: x}\n"
                            + "  - add_column: {table: t, name: z, type: integer}\n"
                            + "  - execute: update t set b = 'y'\n"
                            + "  - autocommit:\n      - create_index: {name: ix2, table: t, columns: [z], concurrently: true}\n"
                            + "downgrade: []\n");
            CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads", "--dry-run");
            assertEquals(
                    List.of(
                            "lock: t: SHARE, blocks writes",
                            "lock: t: SHARE ROW EXCLUSIVE, blocks writes",
                            "lock: t: SHARE UPDATE EXCLUSIVE, blocks schema changes",
                            "lock: t: ACCESS EXCLUSIVE, blocks reads and writes"),
                    run.out()
                            .lines()
                            .map(String::strip)
                            .filter(line -> line.startsWith("lock: "))
                            .toList(),
                    run.out());
        }
    }

    @Test
    void a_dry_run_does_not_create_the_file_of_the_database() {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:new.db\"}\nbranches: {app: {directory: db}}\n");
        scripts();
        for (String command : List.of("upgrade heads", "stamp heads", "downgrade base", "rebase a3")) {
            CommandLineRun.of(folder, (command + " --dry-run").split(" "));
            assertFalse(Files.exists(folder.resolve("new.db")), command);
        }
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:h2:./new\", user: sa}\nbranches: {app: {directory: db}}\n");
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads", "--dry-run");
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        assertFalse(Files.exists(folder.resolve("new.mv.db")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge heads", "rebase b2", "rebase b2 --onto a3"})
    void a_dry_run_of_merge_and_rebase_writes_no_file(String command) throws Exception {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {app: {directory: db}}\n");
        scripts();
        CommandLineRun.write(folder, "db/b2.yaml", "revision: b2\ndown_revision: a1\nupgrade: []\n");
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "a2").code());
        Map<String, String> files = files();
        for (String flag : List.of("-v", "--json")) {
            CommandLineRun run = CommandLineRun.of(folder, (flag + " " + command + " --dry-run").split(" "));
            assertEquals(Main.EXIT_OK, run.code(), run.err());
            assertTrue(run.out().contains(flag.equals("--json") ? "\"dry_run\" : true" : "would "), run.out());
        }
        assertEquals(files, files());
    }

    /** The dry run comes first; both must fail in the same way and leave the files as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge heads --rev-id a2",
                "merge heads --rev-id head",
                "merge heads --rev-id ../c3",
                "merge heads --branch-label core",
                "merge heads --branch-label base",
                "merge a3 core1",
                "merge a1 b2",
                "merge a3",
                "merge nowhere",
                "merge core@heads",
                "rebase nowhere",
                "rebase a1",
                "rebase a2",
                "rebase core2",
                "rebase b2 --onto b2",
                "rebase b2 --onto a2",
                "rebase b2 --onto a1",
                "rebase b2 --onto core@head",
                "rebase b2 --onto nowhere",
                "rebase sql1"
            })
    void merge_and_rebase_fail_as_their_dry_run_does(String command) throws Exception {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {app: {directory: db}, core: {directory: core, protected:"
                        + " true}}\n");
        scripts();
        CommandLineRun.write(folder, "db/b2.yaml", "revision: b2\ndown_revision: a1\nupgrade: []\n");
        CommandLineRun.write(folder, "db/sql1.sql", "-- revision: sql1\n-- branch_labels: sql\n\n-- upgrade\n");
        CommandLineRun.write(folder, "core/core1.yaml", "revision: core1\nbranch_labels: [core]\nupgrade: []\n");
        CommandLineRun.write(folder, "core/core2.yaml", "revision: core2\ndown_revision: core1\nupgrade: []\n");
        CommandLineRun applied = CommandLineRun.of(folder, "upgrade", "a2");
        assertEquals(Main.EXIT_OK, applied.code(), applied.err());
        Map<String, String> files = files();
        for (String flag : List.of("-q ", "--json ")) {
            CommandLineRun dry = CommandLineRun.of(folder, (flag + command + " --dry-run").split(" "));
            assertEquals(files, files());
            CommandLineRun real = CommandLineRun.of(folder, (flag + command).split(" "));
            assertEquals(real.code() + real.out() + real.err(), dry.code() + dry.out() + dry.err());
            assertNotEquals(Main.EXIT_OK, dry.code(), dry.out());
            assertEquals(files, files());
        }
    }

    @Test
    void a_dry_run_shows_what_merge_and_rebase_write() throws Exception {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {app: {directory: db}}\n");
        scripts();
        CommandLineRun.write(folder, "db/b2.yaml", "revision: b2\ndown_revision: a1\nupgrade: []\n");
        String[] rebase = {"--json", "rebase", "b2", "--dry-run"};
        JsonNode move = JsonMapper.shared()
                .readTree(CommandLineRun.of(folder, rebase).out())
                .get("rebase");
        String command = "--json merge heads --rev-id c3 -m together";
        JsonNode script = JsonMapper.shared()
                .readTree(CommandLineRun.of(folder, (command + " --dry-run").split(" "))
                        .out())
                .get("scripts")
                .get(0);
        JsonNode written = JsonMapper.shared()
                .readTree(CommandLineRun.of(folder, command.split(" ")).out())
                .get("revisions")
                .get(0);
        assertEquals(
                written.get("path").asString(),
                script.get("revision").get("path").asString());
        assertEquals(
                withoutTime(Files.readString(folder.resolve("db/c3_together.yaml"))),
                withoutTime(script.get("text").asString()));

        Files.delete(folder.resolve("db/c3_together.yaml"));
        JsonNode moved = JsonMapper.shared()
                .readTree(CommandLineRun.of(folder, "--json", "rebase", "b2").out());
        assertEquals(moved, move);
    }

    private static String withoutTime(String script) {
        return script.replaceFirst("created: .*", "created:");
    }

    @Test
    void a_dry_run_reports_what_the_upgrade_would_refuse() {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {app: {directory: db}}\n");
        scripts();
        CommandLineRun.of(folder, "upgrade", "a1");
        CommandLineRun.write(folder, "db/a1.yaml", "revision: a1\nbranch_labels: [app]\nupgrade: []\n");
        CommandLineRun changed = CommandLineRun.of(folder, "upgrade", "heads", "--dry-run");
        assertEquals(Main.EXIT_FAILED, changed.code());
        assertTrue(changed.err().startsWith("error: changed_script"), changed.err());
        CommandLineRun both = CommandLineRun.of(folder, "upgrade", "heads", "--dry-run", "--sql");
        assertEquals(Main.EXIT_USAGE, both.code());
    }

    private void project(TestDatabase database) {
        CommandLineRun.configure(folder, database, "branches: {app: {directory: db}}");
        scripts();
    }

    private void scripts() {
        CommandLineRun.write(
                folder,
                "db/a1.yaml",
                "revision: a1\nbranch_labels: [app]\nmessage: first\nupgrade:\n"
                        + "  - create_table: {name: t, columns: {id: integer, b: string(20)}, primary_key: [id]}\n"
                        + "downgrade:\n  - drop_table: t\n");
        CommandLineRun.write(
                folder,
                "db/a2.yaml",
                "revision: a2\ndown_revision: a1\nupgrade:\n"
                        + "  - add_column: {table: t, name: c, type: integer}\n"
                        + "  - alter_column: {table: t, name: b, type: string(30)}\n"
                        + "  - bulk_insert: {table: t, rows: [{id: 1, b: x}]}\n"
                        + "downgrade:\n  - drop_column: {table: t, name: c}\n");
        CommandLineRun.write(
                folder,
                "db/a3.yaml",
                "revision: a3\ndown_revision: a2\nupgrade:\n"
                        + "  - drop_column: {table: t, name: c}\n"
                        + "  - execute: update t set b = 'y'\n"
                        + "downgrade:\n  - add_column: {table: t, name: c, type: integer}\n");
    }

    private static List<String> tables(TestDatabase database) {
        return switch (database.kind()) {
            case SQLITE -> database.query("select name from sqlite_master");
            case H2 -> database.query("select table_name from information_schema.tables where table_schema = 'public'");
            case POSTGRESQL ->
                database.query("select relname from pg_class where relnamespace = 'public'::regnamespace");
            case MARIADB, MYSQL ->
                database.query("select table_name from information_schema.tables where table_schema = database()");
        };
    }

    private static List<String> content(TestDatabase database) {
        return Stream.of(
                        database.query("select * from t"),
                        database.query("select * from trellis_version"),
                        database.query("select revision, outcome from trellis_history"),
                        tables(database))
                .flatMap(List::stream)
                .toList();
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".db"))
                    .toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
