package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code fleet}: what it prints, its reports and its exit codes. */
@SuppressWarnings("NullAway.Init")
class FleetCommandTest {
    private static final String SECRET = "s3cr3t-of-a-store";

    @TempDir
    Path folder;

    @BeforeEach
    void writeProject() {
        CommandLineRun.write(folder, "trellis.yaml", """
                branches: {app: {directory: db}}
                fleet:
                  max_parallel: 1
                  waves: [canary, rest]
                  targets:
                    - {id: host, url: "jdbc:sqlite:host.db", labels: [host], wave: canary}
                    - {id: store1, url: "jdbc:sqlite:store1.db", labels: [store]}
                    - {id: "<b>2", url: "jdbc:sqlite:store2.db", labels: [store]}
                """);
        CommandLineRun.write(folder, "db/a1.yaml", """
                revision: a1
                branch_labels: [app]
                message: first
                upgrade: [{create_table: {name: t, columns: {id: integer}, primary_key: [id]}}]
                downgrade: [{drop_table: t}]
                """);
    }

    private CommandLineRun fleet(String... words) {
        return CommandLineRun.of(folder, words);
    }

    @Test
    void a_fleet_is_listed_planned_upgraded_and_downgraded() {
        assertEquals("""
                host  canary  jdbc:sqlite:host.db  [host]
                store1  rest  jdbc:sqlite:store1.db  [store]
                <b>2  rest  jdbc:sqlite:store2.db  [store]
                """, fleet("fleet", "list").out());
        assertEquals("""
                plan 1:
                  upgrade a1  first
                host: plan 1: would run 1 revision; at base
                  the database does not exist yet
                store1: plan 1: would run 1 revision; at base
                  the database does not exist yet
                <b>2: plan 1: would run 1 revision; at base
                  the database does not exist yet
                3 targets: 3 pending
                """, fleet("fleet", "plan").out());
        CommandLineRun stores = fleet("fleet", "upgrade", "--label", "store");
        assertEquals("""
                store1: 1 revision run; at a1
                <b>2: 1 revision run; at a1
                2 targets: 2 changed
                """, stores.out(), stores.err());
        assertEquals(
                Main.EXIT_FINDINGS, fleet("fleet", "current", "--check-heads").code());
        assertEquals("""
                host: 1 revision run; at a1
                3 targets: 1 changed, 2 unchanged
                """, fleet("fleet", "upgrade", "heads").out());
        CommandLineRun current = fleet("fleet", "current", "--check-heads");
        assertEquals(Main.EXIT_OK, current.code());
        assertEquals("""
                host: a1
                store1: a1
                <b>2: a1
                3 targets: 3 ok
                """, current.out());
        assertEquals(Main.EXIT_USAGE, fleet("fleet", "downgrade").code());
        assertEquals(
                Main.EXIT_OK,
                fleet("fleet", "downgrade", "base", "--target", "host").code());
    }

    @Test
    void reports_contain_each_target_and_no_markup_of_their_names() throws Exception {
        Path json = folder.resolve("out/report.json");
        Path html = folder.resolve("out/report.html");
        Path text = folder.resolve("out/report.txt");
        CommandLineRun run = fleet(
                "fleet",
                "upgrade",
                "--report",
                json.toString(),
                "--report",
                html.toString(),
                "--report",
                text.toString());
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        JsonNode document = JsonMapper.shared().readTree(Files.readString(json));
        assertEquals(3, document.get("targets").size());
        assertEquals(3, document.get("summary").get("changed").asInt());
        String page = Files.readString(html);
        assertTrue(page.contains("&lt;b&gt;2"), page);
        assertFalse(page.contains("<b>2"), page);
        assertTrue(page.endsWith("</html>\n"), page);
        assertTrue(Files.readString(text).contains("store1: 1 revision run"), Files.readString(text));
    }

    /** 75: run again; 1: a person has to look. */
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:1/x, 75, cannot_connect",
        "jdbc:postgresql://no-such-host.invalid/x, 1, cannot_connect",
        "jdbc:sqlite:missing/x.db, 1, cannot_connect",
        "jdbc:nonsense:x, 1, unknown_database"
    })
    void exit_codes_distinguish_running_again_from_looking(String url, int code, String error) {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "branches: {app: {directory: db}}\nfleet: {targets: [{id: a, url: \"" + url
                        + "\"}, {id: b, url: \"jdbc:sqlite:b.db\"}]}\n");
        CommandLineRun run = fleet("fleet", "upgrade");
        assertEquals(code, run.code(), run.out() + run.err());
        assertTrue(run.out().contains(error), run.out());
        assertTrue(run.out().contains("examine: trellis fleet plan -v --target a"), run.out());
        assertTrue(run.out().contains("b: 1 revision run; at a1"), run.out());
    }

    @Test
    void a_locked_database_is_run_again() throws Exception {
        fleet("fleet", "upgrade");
        CommandLineRun.write(folder, "db/b1.yaml", "revision: b1\ndown_revision: a1\nupgrade: []\ndowngrade: []\n");
        String config = Files.readString(folder.resolve("trellis.yaml"));
        Files.writeString(folder.resolve("trellis.yaml"), "lock_timeout: 100ms\n" + config);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store1.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("begin exclusive");
            CommandLineRun run = fleet("fleet", "upgrade");
            assertEquals(Main.EXIT_RETRY, run.code(), run.out());
            assertTrue(run.out().contains("store1: failed, run again: lock_timeout"), run.out());
            statement.execute("rollback");
        }
        assertEquals("""
                store1: 1 revision run; at b1
                3 targets: 1 changed, 2 unchanged
                """, fleet("fleet", "upgrade").out());
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void passwords_of_targets_are_in_no_output(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            CommandLineRun.write(folder, "password", SECRET + "\n");
            String separator = database.url().contains("?") ? "&" : "?";
            CommandLineRun.write(folder, "trellis.yaml", """
                    branches: {app: {directory: db}}
                    fleet:
                      targets:
                        - {id: a, url: "%1$s", user: stranger, password: {file: password}}
                        - {id: b, url: "%1$s", user: stranger, password: {command: [cat, password]}}
                        - {id: c, url: "%1$s%2$suser=stranger&password=%3$s"}
                    """.formatted(database.url(), separator, SECRET));
            for (List<String> words : List.of(
                    List.of("fleet", "list"),
                    List.of(
                            "fleet",
                            "upgrade",
                            "-v",
                            "--report",
                            folder.resolve("r.html").toString()),
                    List.of(
                            "--json",
                            "fleet",
                            "plan",
                            "--report",
                            folder.resolve("r.json").toString()))) {
                CommandLineRun run = fleet(words.toArray(String[]::new));
                assertFalse((run.out() + run.err()).contains(SECRET), run.out() + run.err());
            }
            assertFalse(Files.readString(folder.resolve("r.html")).contains(SECRET));
            String json = Files.readString(folder.resolve("r.json"));
            assertFalse(json.contains(SECRET));
            assertEquals(3, JsonMapper.shared().readTree(json).get("targets").size());
        }
    }
}
