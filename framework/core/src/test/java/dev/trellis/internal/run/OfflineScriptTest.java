package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.dialect.Dialect;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.internal.state.HistoryColumns;
import dev.trellis.testbed.DatabaseShell;
import dev.trellis.testbed.DatabaseShell.Outcome;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The output of {@code --sql}, written while no database can be reached and run by the database's own shell, has the result
 * of the online run: the structure, the rows, the version table, and the history except for its times. The scripts are in
 * {@code src/test/resources/offline}.
 */
class OfflineScriptTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/offline");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_offline_script_has_the_result_of_the_online_run(Kind kind) throws Exception {
        try (TestProject online = new TestProject(kind, scripts());
                TestProject offline = new TestProject(kind, folder)) {
            Both both = new Both(online, offline);
            both.run(trellis -> trellis.upgrade("heads", UpgradeOptions.NONE), (trellis, out) -> {
                trellis.upgradeSql("heads", out);
            });
            both.run(trellis -> trellis.downgrade("app@a2", others -> true), (trellis, out) -> {
                trellis.downgradeSql("a5:a2", out);
            });
            both.run(trellis -> trellis.upgrade("side@head", UpgradeOptions.NONE), (trellis, out) -> {});
            both.run(trellis -> trellis.upgrade("a4", UpgradeOptions.NONE), (trellis, out) -> {
                trellis.upgradeSql("a2:a4", out);
            });
            both.run(trellis -> trellis.stamp(List.of("a5"), false), (trellis, out) -> {
                trellis.stampSql(List.of("a4:a5"), false, out);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_offline_script_creates_the_metadata_tables(Kind kind) throws Exception {
        try (TestProject online = new TestProject(kind, scripts());
                TestProject offline = new TestProject(kind, folder)) {
            new Both(online, offline).run(Trellis::ensureVersion, Trellis::ensureVersionSql);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_offline_script_stops_at_the_first_error(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.script(
                    "a2",
                    "a1",
                    "upgrade:\n  - execute: insert into t values (1)\n  - execute: insert into nowhere values (1)\n"
                            + "  - execute: insert into t values (2)\n");
            project.script("a3", "a2", "upgrade:\n  - execute: insert into t values (3)\n");
            Outcome outcome = run(project, script(project, (trellis, out) -> trellis.upgradeSql("heads", out)));
            assertNotNull(outcome.failure(), outcome.program());
            assertTrue(outcome.failure().contains("nowhere"), outcome.failure());
            assertEquals(List.of("a1"), project.database().query("select version_num from trellis_version"));
            boolean whole = TestProject.dialect(kind).capabilities().transactionalDdl();
            assertEquals(whole ? List.of() : List.of("1"), project.database().query("select id from t"));
        }
    }

    /** The shells of the tests are started with Latin-1 as their character set. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_umlaut_arrives_unchanged_when_the_shell_has_another_character_set(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, comment: größe, columns: {id: integer, n: string(20)}}\n"
                            + "  - bulk_insert: {table: t, rows: [{id: 1, n: größe€}]}\n"
                            + "  - execute: insert into t values (2, 'größe€')\n");
            Outcome outcome = run(project, script(project, (trellis, out) -> trellis.upgradeSql("heads", out)));
            assertNull(outcome.failure(), outcome.program());
            assertEquals(List.of("größe€", "größe€"), project.database().query("select n from t order by id"));
            assertTrue(project.database()
                    .query("select script from trellis_history")
                    .get(0)
                    .contains("größe€"));
        }
    }

    /** The shell has one session for all revisions of a script; online, SQL of a revision gets a clean one. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_setting_of_a_revision_does_not_reach_the_next_one_in_the_script(Kind kind) throws Exception {
        assertEquals(seen(kind, false), seen(kind, true));
    }

    /** Returns what each second revision of a script sees, after the first one has, or has not, changed a setting. */
    private Map<String, String> seen(Kind kind, boolean changed) throws Exception {
        try (TestProject project = new TestProject(kind, folder.resolve("changed " + changed))) {
            String other = kind == Kind.H2 || kind == Kind.SQLITE
                    ? "other"
                    : "o" + project.database().url().replaceAll("\\?.*|.*/", "");
            try {
                SessionStateTest.prepare(project.database(), other);
                project.write(
                        "db/r0.sql",
                        "-- revision: r0\n-- down_revision: null\n\n-- upgrade\n"
                                + "create table t (id integer primary key);\ncreate table seen (k varchar(300), v varchar(300));\n");
                List<SessionSetting> settings = SessionSetting.of(kind, other);
                String before = "r0";
                for (int i = 0; i < settings.size(); i++) {
                    SessionSetting setting = settings.get(i);
                    if (setting.statement().contains("secure_delete")) {
                        continue; // Its value in a new shell is chosen when SQLite is compiled.
                    }
                    String name = i + " "
                            + setting.statement().replaceAll("['\\\\]", "").replace(other, "other");
                    project.write(
                            "db/s" + i + ".sql",
                            "-- revision: s" + i + "\n-- down_revision: " + before
                                    + "\n-- message: größe\n\n-- upgrade\nupdate t set id = 1;\n"
                                    + (changed ? setting.statement() + ";\n" : ""));
                    project.write(
                            "db/p" + i + ".sql",
                            "-- revision: p" + i + "\n-- down_revision: s" + i
                                    + "\n\n-- upgrade\ninsert into seen values ('" + name + "', "
                                    + (kind == Kind.SQLITE
                                            ? "'' || " + setting.probe()
                                            : "concat('', " + setting.probe() + ")")
                                    + ");\n");
                    before = "p" + i;
                }
                Outcome outcome = run(project, script(project, (trellis, out) -> trellis.upgradeSql("heads", out)));
                assertNull(outcome.failure(), outcome.program());
                assertEquals(List.of(before), project.database().query("select version_num from trellis_version"));
                assertEquals(
                        List.of("größe"),
                        project.database()
                                .query("select distinct message from trellis_history where revision like 's%'"));
                Map<String, String> seen = new TreeMap<>();
                project.database()
                        .query("select k, v from seen")
                        .forEach(row -> seen.put(
                                row.substring(0, row.indexOf('|')),
                                row.substring(row.indexOf('|') + 1).replaceAll("t_[0-9a-f]{16}", "...")));
                return seen;
            } finally {
                SessionStateTest.cleanUp(project.database(), other);
            }
        }
    }

    private interface Online {
        void run(Trellis trellis);
    }

    private interface Offline {
        void write(Trellis trellis, Consumer<String> out);
    }

    /** Two databases; Trellis never connects to the second one. */
    private record Both(TestProject online, TestProject offline) {
        void run(Online command, Offline sql) throws Exception {
            try (Trellis trellis = online.trellis()) {
                command.run(trellis);
            }
            Outcome outcome = OfflineScriptTest.run(offline, script(offline, sql));
            assertNull(outcome.failure(), outcome.program());
            assertEquals(content(online), content(offline));
        }

        private static String content(TestProject project) throws Exception {
            List<String> columns = new ArrayList<>(HistoryColumns.ENTRY_NAMES);
            columns.removeAll(List.of("started_at", "duration_ms"));
            Dialect dialect = TestProject.dialect(project.database().kind());
            String names =
                    String.join(", ", columns.stream().map(dialect::quote).toList());
            return project.content() + "\nhistory\n"
                    + String.join(
                            "\n",
                            project.database().query("SELECT id, " + names + " FROM trellis_history ORDER BY id"));
        }
    }

    /** Returns the script that a command writes while its database cannot be reached. */
    private static String script(TestProject project, Offline sql) {
        List<String> lines = new ArrayList<>();
        try (Trellis trellis = project.trellis(nowhere(project))) {
            sql.write(trellis, lines::add);
        }
        return String.join("\n", lines) + "\n";
    }

    /** Returns a URL at which no server answers; the name of the database is that of the project. */
    private static String nowhere(TestProject project) {
        String name = project.database().url().replaceAll("\\?.*|.*/", "");
        return switch (project.database().kind()) {
            case SQLITE -> "jdbc:sqlite:/nowhere/at/all.db";
            case H2 -> "jdbc:h2:tcp://127.0.0.1:1/nowhere";
            case POSTGRESQL -> "jdbc:postgresql://127.0.0.1:1/nowhere";
            case MARIADB -> "jdbc:mariadb://127.0.0.1:1/" + name;
            case MYSQL -> "jdbc:mysql://127.0.0.1:1/" + name;
        };
    }

    private static Outcome run(TestProject project, String script) {
        Kind kind = project.database().kind();
        Outcome outcome = new DatabaseShell(
                        project.database(),
                        text -> SqlSplitter.split(
                                        text, TestProject.dialect(kind).syntax(), "script.sql", 1)
                                .stream()
                                .map(SqlStatement::text)
                                .toList())
                .run(script);
        System.out.println("script for " + kind + " run by " + outcome.program());
        return outcome;
    }

    private Path scripts() throws IOException {
        UnaryOperator<Path> target = file -> folder.resolve("db").resolve(file.getFileName());
        Files.createDirectories(folder.resolve("db"));
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.apply(file));
            }
        }
        return folder;
    }
}
