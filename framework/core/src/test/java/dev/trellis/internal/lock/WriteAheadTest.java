package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite in WAL mode, where other connections can write while a revision is outside its transaction. */
class WriteAheadTest {
    private static final String OUTSIDE = """
            upgrade:
              - create_table: {name: t, columns: {id: integer}}
              - autocommit:
                  - create_index: {name: ix_t, table: t, columns: [id], concurrently: true}
                  - execute: insert into t values (1)
                  - execute: insert into t select count(*) + 1 from t
              - execute: insert into t values (3)
            """;

    @TempDir
    Path folder = Path.of("");

    private TestProject project() {
        TestProject project = TestProject.shared(Kind.SQLITE, folder);
        project.database().execute("pragma journal_mode = wal", "create table other (id integer)");
        project.configuration();
        project.script("a1", "null", OUTSIDE);
        return project;
    }

    private static Path lockFile(TestProject project) {
        return Path.of(project.database().url().replace("jdbc:sqlite:", "") + "-trellis");
    }

    private static void assertDone(TestProject project) {
        assertEquals(List.of("upgrade a1"), project.applied());
        assertEquals(List.of("1", "2", "3"), project.database().query("SELECT id FROM t ORDER BY id"));
        assertFalse(Files.exists(lockFile(project)));
    }

    private static void await(Process process, TestProject project, String text) {
        while (!project.output().contains(text)) {
            assertTrue(process.isAlive(), project::output);
            Backoff.sleep(5);
        }
    }

    @Test
    void another_migration_waits_and_ordinary_connections_do_not() throws Exception {
        try (TestProject project = project();
                Connection user = project.database().connect();
                Statement statement = user.createStatement()) {
            List<Process> other = new ArrayList<>();
            Listener listener = new Listener() {
                @Override
                public void statement(String sql) {
                    if (sql.startsWith("CREATE INDEX")) {
                        other.add(project.start());
                        await(other.get(0), project, "note: waiting");
                        try (ResultSet rows = statement.executeQuery("insert into other values (1) returning id")) {
                            assertTrue(rows.next());
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    }
                }
            };
            try (Trellis trellis = project.trellis(Extensions.NONE, listener)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertTrue(other.get(0).waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, other.get(0).exitValue(), project::output);
            assertTrue(project.output().contains("ran 0"), project::output);
            assertDone(project);
        }
    }

    @Test
    void of_several_processes_that_start_at_once_one_migrates() throws Exception {
        try (TestProject project = project()) {
            List<Process> processes =
                    IntStream.range(0, 6).mapToObj(i -> project.start()).toList();
            for (Process process : processes) {
                assertTrue(process.waitFor(120, TimeUnit.SECONDS), project::output);
                assertEquals(0, process.exitValue(), project::output);
            }
            assertDone(project);
        }
    }

    @Test
    void the_lock_of_a_killed_process_is_free() throws Exception {
        try (TestProject project = project()) {
            project.script(
                    "a1",
                    "null",
                    OUTSIDE.replace(
                            "  - execute: insert into t select",
                            "  - execute: with recursive n(i) as (select 1 union all select i + 1 from n limit 3000000)"
                                    + " select count(*) from n\n      - execute: insert into t select"));
            Process process = project.start();
            await(process, project, "statement: with recursive");
            assertTrue(Files.exists(lockFile(project)));
            process.destroyForcibly().waitFor();
            assertTrue(Files.exists(lockFile(project)));
            project.upgrade();
            assertDone(project);
        }
    }
}
