package dev.trellis.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.FaultInjection;
import dev.trellis.fixture.NoteCollector;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.HistoryEntry;
import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts that have changed or are missing after they were applied. */
class ChangedScriptsTest {
    private static final String CREATE = """
            upgrade:
              - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
              - execute: insert into t values (1)
            downgrade:
              - drop_table: t
            """;
    private static final String SQL = """
            -- revision: a2
            -- down_revision: a1
            -- message: more
            -- upgrade
            insert into t values (2);
            -- downgrade
            delete from t where id = 2;
            """;

    @TempDir
    Path folder = Path.of("");

    private static TestProject applied(Kind kind, Path folder) {
        TestProject project = new TestProject(kind, folder);
        project.script("a1", "null", CREATE);
        project.write("db/a2.sql", SQL);
        project.upgrade();
        return project;
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
    void a_changed_script_is_named_before_anything_runs_until_it_is_accepted(Kind kind) {
        try (TestProject project = applied(kind, folder)) {
            project.script("a1", "null", CREATE.replace("values (1)", "values (3)"));
            project.script("a3", "a2", "upgrade:\n  - drop_table: t\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("changed_script", e.name());
            for (String text : List.of(
                    "a1.yaml",
                    "revision a1 was applied at ",
                    "-   - execute: insert into t values (1)",
                    "+   - execute: insert into t values (3)",
                    "--accept-changed")) {
                assertTrue(e.problem().toString().contains(text), e.getMessage());
            }
            assertEquals(List.of("1", "2"), project.database().query("SELECT id FROM t ORDER BY id"));

            try (Trellis trellis = project.trellis()) {
                assertEquals(
                        List.of("a3"),
                        trellis.upgrade("heads", new UpgradeOptions(false, true))
                                .heads());
            }
            assertEquals(List.of("upgrade a1", "upgrade a2", "accept a1", "upgrade a3"), project.applied());
            assertEquals(0, project.upgrade().steps().size());
        }
    }

    @Test
    void comments_and_white_space_are_no_change() {
        try (TestProject project = applied(Kind.SQLITE, folder)) {
            project.script(
                    "a1",
                    "null",
                    "# a comment\n"
                            + CREATE.replace("{name: t,", "{name:   t,")
                                    .replace("insert into t", "insert  into /* the */ t"));
            project.write(
                    "db/a2.sql", SQL.replace("insert into t values (2);", "-- why\ninsert into t\n  values (2) ;"));
            assertEquals(0, project.upgrade().steps().size());
            project.write("db/a2.sql", SQL.replace("values (2)", "values (' 2')"));
            assertEquals(
                    "changed_script",
                    assertThrows(TrellisException.class, project::upgrade).name());
        }
    }

    /** A checkout with git's autocrlf changes the ends of all lines, inside function bodies and strings as well. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void windows_line_endings_are_no_change(Kind kind) throws IOException {
        String body = switch (kind) {
            case POSTGRESQL ->
                "create function f() returns integer language plpgsql as $$\nbegin\n  return 1;\nend\n$$;";
            case MARIADB, MYSQL -> "DELIMITER //\ncreate procedure f()\nbegin\n  select 1;\nend//\nDELIMITER ;";
            default -> "insert into t values (2, '\na\n  b');";
        };
        try (TestProject project = new TestProject(kind, folder)) {
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, columns: {id: integer, n: text}, primary_key: [id]}\n"
                            + "  - execute: |\n      insert into t\n      values (1, 'x\n      y')\n");
            project.write(
                    "db/a2.sql", "-- revision: a2\n-- down_revision: a1\n\n-- upgrade\n" + body + "\n-- downgrade\n");
            project.upgrade();
            for (String name : List.of("db/a1.yaml", "db/a2.sql")) {
                Path script = project.folder().resolve(name);
                Files.writeString(script, Files.readString(script).replace("\n", "\r\n"));
            }
            assertEquals(0, project.upgrade().steps().size());
        }
    }

    @Test
    void a_comment_in_a_yaml_script_with_a_document_marker_is_no_change() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            String script =
                    "---\nrevision: a1\nbranch_labels: [app]\nupgrade:\n  - execute: create table t (id integer)\n";
            project.write("db/a1.yaml", script);
            project.upgrade();
            project.write("db/a1.yaml", script + "# why\n");
            assertEquals(0, project.upgrade().steps().size());
        }
    }

    /** Two steps that have the same effect and different classes. */
    public static final class First implements JavaStep {
        @Override
        public void run(MigrationContext context) {
            context.handle().execute("insert into t values (2)");
        }
    }

    public static final class Second implements JavaStep {
        @Override
        public void run(MigrationContext context) {
            Runnable nested = () -> context.handle().execute("insert into t values (3)");
            nested.run();
        }
    }

    @Test
    void a_changed_java_step_is_noted_and_not_refused() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script("a1", "null", CREATE);
            project.script("a2", "a1", "upgrade:\n  - run: fill\ndowngrade: []\n");
            assertEquals(List.of(), notes(project, "fill", First.class, false));
            assertEquals(List.of(), notes(project, "fill", First.class, false));
            List<String> told = notes(project, "fill", Second.class, false);
            assertEquals(1, told.size(), told::toString);
            assertTrue(
                    told.get(0).contains("a2.yaml: the class of a Java step that revision a2 ran at "), told::toString);
            // A script that is formatted differently still runs the same step.
            project.script("a2", "a1", "# why\nupgrade: [{run: fill}]\ndowngrade: []\n");
            assertEquals(1, notes(project, "fill", Second.class, false).size());
            assertEquals(List.of(), notes(project, "another", Second.class, false));
            assertEquals(List.of(), notes(project, "fill", Second.class, true));
            assertEquals(List.of(), notes(project, "fill", Second.class, false));
            assertEquals(1, notes(project, "fill", First.class, false).size());
            assertEquals(List.of("1", "2"), project.database().query("SELECT id FROM t ORDER BY id"));
            assertEquals(List.of("upgrade a1", "upgrade a2", "accept a2"), project.applied());
        }
    }

    private static List<String> notes(
            TestProject project, String step, Class<? extends JavaStep> type, boolean accept) {
        Extensions extensions = TestProject.extensions(List.of(), Map.of(step, type), new Extensions.Instances() {
            @Override
            public <T> T get(Class<T> wanted) {
                return wanted.cast(type == First.class ? new First() : new Second());
            }
        });
        NoteCollector collector = new NoteCollector();
        try (Trellis trellis = project.trellis(extensions, collector)) {
            trellis.upgrade("heads", new UpgradeOptions(false, accept));
        }
        return collector.notes();
    }

    @Test
    void nothing_to_do_costs_two_queries_and_no_lock() {
        try (TestProject project = applied(Kind.SQLITE, folder)) {
            FaultInjection.at(Integer.MAX_VALUE, () -> {});
            try (Trellis trellis = project.trellis(FaultInjection.EXTENSIONS, Listener.NONE)) {
                // This call opens the connection, whose first statements are not counted. Each statement counts twice:
                // before and after it.
                trellis.current();
                int before = FaultInjection.counted();
                assertEquals(
                        0, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
                assertEquals(2, (FaultInjection.counted() - before) / 2);
            }
        }
    }

    /** The heads have no scripts any more, because the jar has been removed. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "H2", mode = EnumSource.Mode.EXCLUDE)
    void a_branch_without_scripts_is_downgraded_from_the_history(Kind kind) throws Exception {
        try (TestProject project = applied(kind, folder).with("  more: {directory: more}\n")) {
            project.write("more/b1.yaml", """
                    revision: b1
                    down_revision: null
                    branch_labels: [more]
                    depends_on: [a1]
                    upgrade:
                      - create_table: {name: m, columns: {id: integer}}
                    downgrade:
                      - drop_table: m
                    """);
            project.write("more/b2.sql", """
                    -- revision: b2
                    -- down_revision: b1
                    -- upgrade
                    alter table m add n integer;
                    -- downgrade
                    alter table m drop column n;
                    """);
            assertEquals(List.of("a2", "b2"), project.upgrade().heads());
            Files.delete(folder.resolve("more/b1.yaml"));
            Files.delete(folder.resolve("more/b2.sql"));
            project.with("");

            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("unexplained_revision", e.name());
            assertTrue(e.problem().toString().contains("branch 'more'"), e.getMessage());
            try (Trellis trellis = project.trellis(Extensions.NONE, Listener.NONE)) {
                assertEquals(
                        List.of("a2"),
                        trellis.downgrade("more@base", others -> false).heads());
            }
            assertEquals(0, project.upgrade().steps().size());
            assertEquals(
                    List.of("upgrade b1", "upgrade b2", "downgrade b2", "downgrade b1"),
                    project.applied().stream()
                            .filter(line -> line.contains(" b"))
                            .toList());
            assertEquals(List.of("1", "2"), project.database().query("SELECT id FROM t ORDER BY id"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_history_records_user_time_duration_and_script(Kind kind) throws Exception {
        try (TestProject project = applied(kind, folder)) {
            project.script("a3", "a2", "upgrade:\n  - execute: insert into nowhere values (1)\n");
            assertThrows(TrellisException.class, project::upgrade);
            List<HistoryEntry> entries = project.attempts();
            assertEquals(
                    List.of("a1", "a2", "a3"),
                    entries.stream().map(HistoryEntry::revision).toList());
            HistoryEntry failed = entries.get(2);
            assertEquals(HistoryEntry.Outcome.FAILED, failed.outcome());
            assertTrue(String.valueOf(failed.error()).contains("nowhere"), failed::toString);
            HistoryEntry first = entries.get(0);
            assertEquals("app", first.branch());
            assertEquals(System.getProperty("user.name"), first.username());
            assertEquals(64, String.valueOf(first.checksum()).length());
            assertTrue(String.valueOf(first.script()).contains("create_table"), first::toString);
            assertTrue(
                    first.startedAt().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), first::toString);

            project.script("a3", "a2", "upgrade:\n  - execute: insert into t values (9)\ndowngrade: []\n");
            project.upgrade();
            try (Trellis trellis = project.trellis()) {
                trellis.downgrade("-1", others -> false);
            }
            for (HistoryEntry entry : project.attempts()) {
                assertFalse(entry.host().isBlank(), entry::toString);
                assertFalse(entry.toolVersion().isBlank(), entry::toString);
                assertTrue(entry.durationMillis() >= 0, entry::toString);
                assertEquals(
                        folder.resolve("trellis.yaml").toString(), String.valueOf(entry.origin()), entry::toString);
            }
            List<HistoryEntry> all = project.attempts();
            HistoryEntry up = all.get(all.size() - 2);
            HistoryEntry down = all.get(all.size() - 1);
            assertEquals("upgrade a3 applied", up.direction() + " " + up.revision() + " " + up.outcome());
            assertEquals("downgrade a3 applied", down.direction() + " " + down.revision() + " " + down.outcome());
            assertEquals(up.checksum(), down.checksum());
        }
    }
}
