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

    private TestProject site() {
        TestProject site = TestProject.shared(Kind.SQLITE, folder);
        site.database().execute("pragma journal_mode = wal", "create table other (id integer)");
        site.configuration();
        site.script("a1", "null", OUTSIDE);
        return site;
    }

    private static Path lockFile(TestProject site) {
        return Path.of(site.database().url().replace("jdbc:sqlite:", "") + "-trellis");
    }

    private static void assertDone(TestProject site) {
        assertEquals(List.of("upgrade a1"), site.applied());
        assertEquals(List.of("1", "2", "3"), site.database().query("SELECT id FROM t ORDER BY id"));
        assertFalse(Files.exists(lockFile(site)));
    }

    private static void await(Process process, TestProject site, String said) {
        while (!site.output().contains(said)) {
            assertTrue(process.isAlive(), site::output);
            Backoff.sleep(5);
        }
    }

    @Test
    void another_migration_waits_and_ordinary_connections_do_not() throws Exception {
        try (TestProject site = site();
                Connection user = site.database().connect();
                Statement statement = user.createStatement()) {
            List<Process> other = new ArrayList<>();
            Listener listener = new Listener() {
                @Override
                public void statement(String sql) {
                    if (sql.startsWith("CREATE INDEX")) {
                        other.add(site.start());
                        await(other.get(0), site, "note: waiting");
                        try (ResultSet rows = statement.executeQuery("insert into other values (1) returning id")) {
                            assertTrue(rows.next());
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    }
                }
            };
            try (Trellis trellis = site.trellis(Extensions.NONE, listener)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertTrue(other.get(0).waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, other.get(0).exitValue(), site::output);
            assertTrue(site.output().contains("ran 0"), site::output);
            assertDone(site);
        }
    }

    @Test
    void of_several_processes_that_start_at_once_one_migrates() throws Exception {
        try (TestProject site = site()) {
            List<Process> processes =
                    IntStream.range(0, 6).mapToObj(i -> site.start()).toList();
            for (Process process : processes) {
                assertTrue(process.waitFor(120, TimeUnit.SECONDS), site::output);
                assertEquals(0, process.exitValue(), site::output);
            }
            assertDone(site);
        }
    }

    @Test
    void the_lock_of_a_killed_process_is_free() throws Exception {
        try (TestProject site = site()) {
            site.script(
                    "a1",
                    "null",
                    OUTSIDE.replace(
                            "  - execute: insert into t select",
                            "  - execute: with recursive n(i) as (select 1 union all select i + 1 from n limit 3000000)"
                                    + " select count(*) from n\n      - execute: insert into t select"));
            Process process = site.start();
            await(process, site, "statement: with recursive");
            assertTrue(Files.exists(lockFile(site)));
            process.destroyForcibly().waitFor();
            assertTrue(Files.exists(lockFile(site)));
            site.upgrade();
            assertDone(site);
        }
    }
}
