package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.FaultInjection;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Step;
import dev.trellis.schema.TableName;
import dev.trellis.script.Script;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The migration lock on every database, and what keeps processes apart without it. */
class LockTest {
    @TempDir
    Path folder = Path.of("");

    private static Listener at(String statement, Runnable what) {
        return new Listener() {
            @Override
            public void statement(String sql) {
                if (sql.startsWith(statement)) {
                    what.run();
                }
            }
        };
    }

    private static RunReport upgrade(TestProject project, Extensions extensions, Listener listener) {
        try (Trellis trellis = project.trellis(extensions, listener)) {
            return trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    private static void await(Process process, TestProject project, String text) {
        while (!project.output().contains(text)) {
            assertTrue(process.isAlive(), project::output);
            Backoff.sleep(20);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void the_lock_belongs_to_a_schema_and_a_version_table(Kind kind) throws Exception {
        Dialect dialect = TestProject.dialect(kind);
        try (TestProject project = new TestProject(kind, folder);
                Connection first = project.database().connect();
                Connection second = project.database().connect()) {
            boolean databases = kind == Kind.MARIADB || kind == Kind.MYSQL;
            project.database().execute(databases ? "select 1" : "create schema crm");
            TableName versions = TableName.of("trellis_version");
            String here = databases ? first.getCatalog() : first.getSchema();
            assertTrue(dialect.lock(versions).tryAcquire(first, "first"));
            assertFalse(dialect.lock(versions).tryAcquire(second, "second"));
            assertFalse(dialect.lock(new TableName(here, "trellis_version")).tryAcquire(second, "second"));
            assertTrue(dialect.lock(TableName.of("other_version")).tryAcquire(second, "second"));
            assertTrue(dialect.lock(new TableName("crm", "trellis_version")).tryAcquire(second, "second"));
            assertTrue(dialect.lock(versions).isHeld(first));
            assertFalse(dialect.lock(versions).isHeld(second));
            dialect.lock(versions).release(first);
            assertFalse(dialect.lock(versions).isHeld(first));
            assertTrue(dialect.lock(new TableName(here, "trellis_version")).tryAcquire(second, "second"));
        }
    }

    /** The other connection never releases the lock; the waiting process sees from the heads that the work is done. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void a_process_that_waits_ends_without_the_lock_once_another_has_done_the_work(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder).with("lock_timeout: 30s\n");
                Connection other = project.database().connect()) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.upgrade();
            project.script("a2", "a1", "upgrade:\n  - create_table: {name: u, columns: {id: integer}}\n");
            assertTrue(TestProject.dialect(kind)
                    .lock(TableName.of("trellis_version"))
                    .tryAcquire(other, "other"));
            CountDownLatch isWaiting = new CountDownLatch(1);
            Listener listener = new Listener() {
                @Override
                public void note(String text) {
                    if (text.startsWith("waiting for another process")) {
                        isWaiting.countDown();
                    }
                }
            };
            CompletableFuture<RunReport> waiting =
                    CompletableFuture.supplyAsync(() -> upgrade(project, Extensions.NONE, listener));
            assertTrue(isWaiting.await(20, TimeUnit.SECONDS));
            assertFalse(waiting.isDone());
            project.database().execute("update trellis_version set version_num = 'a2'");
            RunReport report = waiting.get(20, TimeUnit.SECONDS);
            assertEquals(List.of(), report.steps());
            assertEquals(List.of("a2"), report.heads());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void processes_with_different_version_tables_do_not_wait_for_each_other(Kind kind) {
        try (TestProject project = new TestProject(kind, folder.resolve("one"));
                TestProject other = new TestProject(project.database(), folder.resolve("other"))
                        .with("version_table: other_version\nhistory_table: other_history\nlock_timeout: 1s\n")) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            other.script("b1", "null", "upgrade:\n  - create_table: {name: u, columns: {id: integer}}\n");
            List<RunReport> second = new ArrayList<>();
            upgrade(
                    project,
                    Extensions.NONE,
                    at("CREATE TABLE", () -> second.add(upgrade(other, Extensions.NONE, Listener.NONE))));
            assertEquals(List.of("b1"), second.get(0).heads());
            assertEquals(List.of("a1"), project.database().query("SELECT version_num FROM trellis_version"));
            assertEquals(List.of("b1"), project.database().query("SELECT version_num FROM other_version"));
        }
    }

    private static String slow(Kind kind) {
        return switch (kind) {
            case POSTGRESQL -> "select pg_sleep((select seconds from pause))";
            case MARIADB, MYSQL -> "select sleep((select seconds from pause))";
            case H2 -> "call slow((select seconds * 1000 from pause))";
            case SQLITE ->
                "with recursive n(i) as (select 1 union all select i + 1 from n limit 4000000) select count(*) from n";
        };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_killed_holder_leaves_no_lock(Kind kind) throws Exception {
        try (TestProject project = TestProject.shared(kind, folder)) {
            project.database().execute("create table pause (seconds int)", "insert into pause values (3)");
            if (kind == Kind.H2) {
                project.database().execute("create alias slow for \"java.lang.Thread.sleep(long)\"");
            }
            project.configuration();
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n  - execute: " + slow(kind)
                            + "\n  - execute: insert into t values (1)\n");
            Process process = project.start();
            await(process, project, "statement: " + slow(kind));
            process.destroyForcibly().waitFor();
            assertFalse(process.isAlive());
            project.database().execute("update pause set seconds = 0");
            project.upgrade();
            assertEquals(List.of("upgrade a1"), project.applied());
            assertEquals(List.of("1"), project.database().query("SELECT id FROM t"));
        }
    }

    /** Statements outside a transaction neither let another process in nor deadlock with one that waits. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void another_process_waits_while_a_revision_is_outside_its_transaction(Kind kind) throws Exception {
        try (TestProject project = TestProject.shared(kind, folder)) {
            project.configuration();
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer}}
                      - autocommit:
                          - create_index: {name: ix_t, table: t, columns: [id], concurrently: true}
                          - execute: insert into t values (1)
                      - execute: insert into t values (2)
                    """);
            List<Process> other = new ArrayList<>();
            upgrade(project, Extensions.NONE, at("insert into t values (1)", () -> {
                other.add(project.start());
                await(other.get(0), project, "note: waiting");
            }));
            assertTrue(other.get(0).waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, other.get(0).exitValue(), project::output);
            assertTrue(project.output().contains("ran 0"), project::output);
            assertEquals(List.of("upgrade a1"), project.applied());
            assertEquals(List.of("1", "2"), project.database().query("SELECT id FROM t ORDER BY id"));
        }
    }

    /** No process has a session lock, as if a connection pooler had broken it. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void without_a_session_lock_one_of_two_simultaneous_processes_runs_the_revision(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.configuration();
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.upgrade();
            project.script("a2", "a1", "upgrade:\n  - execute: insert into t values (1)\n");
            CyclicBarrier both = new CyclicBarrier(2);
            Listener together = new Listener() {
                @Override
                public void begun(Step step, @Nullable Script script) {
                    try {
                        both.await(60, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            CompletableFuture<RunReport> other =
                    CompletableFuture.supplyAsync(() -> upgrade(project, FaultInjection.UNLOCKED, together));
            RunReport mine = upgrade(project, FaultInjection.UNLOCKED, together);
            assertEquals(
                    1,
                    mine.steps().size()
                            + other.get(90, TimeUnit.SECONDS).steps().size());
            assertEquals(List.of("upgrade a1", "upgrade a2"), project.applied());
            assertEquals(List.of("1"), project.database().query("SELECT id FROM t"));
        }
    }

    /** The second process believes that the first one was interrupted; even so, it must not run anything twice. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void without_a_session_lock_a_process_does_not_resume_a_revision_that_another_is_running(Kind kind) {
        try (TestProject project = new TestProject(kind, folder).with("lock_wait_timeout: 1s\nlock_timeout: 2s\n")) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            project.upgrade();
            project.script(
                    "a2",
                    "a1",
                    "upgrade:\n  - execute: insert into t values (1)\n  - execute: insert into t values (2)\n");
            AtomicReference<@Nullable String> second = new AtomicReference<>();
            upgrade(project, FaultInjection.UNLOCKED, at("insert into t values (2)", () -> {
                try {
                    upgrade(project, FaultInjection.UNLOCKED, Listener.NONE);
                } catch (TrellisException e) {
                    second.set(e.name());
                }
            }));
            assertTrue(
                    List.of("lock_timeout", "lock_wait_timeout").contains(String.valueOf(second.get())),
                    () -> String.valueOf(second.get()));
            assertEquals(List.of("upgrade a1", "upgrade a2"), project.applied());
            assertEquals(List.of("1", "2"), project.database().query("SELECT id FROM t ORDER BY id"));
        }
    }
}
