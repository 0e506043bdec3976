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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom the lock keeps out, and what does where there is none. */
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

    private static RunReport upgrade(TestProject site, Extensions extensions, Listener listener) {
        try (Trellis trellis = site.trellis(extensions, listener)) {
            return trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    private static void await(Process process, TestProject site, String said) {
        while (!site.output().contains(said)) {
            assertTrue(process.isAlive(), site::output);
            Backoff.sleep(20);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void its_key_names_the_schema_and_the_version_table(Kind kind) throws Exception {
        Dialect dialect = TestProject.dialect(kind);
        try (TestProject site = new TestProject(kind, folder);
                Connection one = site.database().connect();
                Connection two = site.database().connect()) {
            boolean databases = kind == Kind.MARIADB || kind == Kind.MYSQL;
            site.database().execute(databases ? "select 1" : "create schema crm");
            TableName versions = TableName.of("trellis_version");
            String here = databases ? one.getCatalog() : one.getSchema();
            assertTrue(dialect.lock(versions).take(one, "one"));
            assertFalse(dialect.lock(versions).take(two, "two"));
            assertFalse(dialect.lock(new TableName(here, "trellis_version")).take(two, "two"));
            assertTrue(dialect.lock(TableName.of("other_version")).take(two, "two"));
            assertTrue(dialect.lock(new TableName("crm", "trellis_version")).take(two, "two"));
            assertTrue(dialect.lock(versions).held(one));
            assertFalse(dialect.lock(versions).held(two));
            dialect.lock(versions).release(one);
            assertFalse(dialect.lock(versions).held(one));
            assertTrue(dialect.lock(new TableName(here, "trellis_version")).take(two, "two"));
        }
    }

    /** Others have it still; what they have done is there to be seen. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void whoever_waits_for_others_who_do_it_all_needs_no_turn(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder).with("lock_timeout: 30s\n");
                Connection other = site.database().connect()) {
            site.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            site.upgrade();
            site.script("a2", "a1", "upgrade:\n  - create_table: {name: u, columns: {id: integer}}\n");
            assertTrue(TestProject.dialect(kind)
                    .lock(TableName.of("trellis_version"))
                    .take(other, "other"));
            CompletableFuture<RunReport> waiting = CompletableFuture.supplyAsync(site::upgrade);
            Backoff.sleep(500);
            assertFalse(waiting.isDone());
            site.database().execute("update trellis_version set version_num = 'a2'");
            RunReport report = waiting.get(20, TimeUnit.SECONDS);
            assertEquals(List.of(), report.steps());
            assertEquals(List.of("a2"), report.heads());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void those_with_another_version_table_do_not_wait(Kind kind) {
        try (TestProject site = new TestProject(kind, folder.resolve("one"));
                TestProject other = new TestProject(site.database(), folder.resolve("other"))
                        .with("version_table: other_version\nhistory_table: other_history\nlock_timeout: 1s\n")) {
            site.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            other.script("b1", "null", "upgrade:\n  - create_table: {name: u, columns: {id: integer}}\n");
            List<RunReport> second = new ArrayList<>();
            upgrade(
                    site,
                    Extensions.NONE,
                    at("CREATE TABLE", () -> second.add(upgrade(other, Extensions.NONE, Listener.NONE))));
            assertEquals(List.of("b1"), second.get(0).heads());
            assertEquals(List.of("a1"), site.database().query("SELECT version_num FROM trellis_version"));
            assertEquals(List.of("b1"), site.database().query("SELECT version_num FROM other_version"));
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
        try (TestProject site = TestProject.shared(kind, folder)) {
            site.database().execute("create table pause (seconds int)", "insert into pause values (3)");
            if (kind == Kind.H2) {
                site.database().execute("create alias slow for \"java.lang.Thread.sleep(long)\"");
            }
            site.configuration();
            site.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n  - execute: " + slow(kind)
                            + "\n  - execute: insert into t values (1)\n");
            Process process = site.start();
            await(process, site, "statement: " + slow(kind));
            process.destroyForcibly().waitFor();
            assertFalse(process.isAlive());
            site.database().execute("update pause set seconds = 0");
            site.upgrade();
            assertEquals(List.of("upgrade a1"), site.applied());
            assertEquals(List.of("1"), site.database().query("SELECT id FROM t"));
        }
    }

    /** What is outside a transaction is no gap to slip through, and nothing that cannot be waited for. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void another_process_waits_while_a_revision_is_outside_its_transaction(Kind kind) throws Exception {
        try (TestProject site = TestProject.shared(kind, folder)) {
            site.configuration();
            site.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer}}
                      - autocommit:
                          - create_index: {name: ix_t, table: t, columns: [id], concurrently: true}
                          - execute: insert into t values (1)
                      - execute: insert into t values (2)
                    """);
            List<Process> other = new ArrayList<>();
            upgrade(site, Extensions.NONE, at("insert into t values (1)", () -> {
                other.add(site.start());
                await(other.get(0), site, "note: waiting");
            }));
            assertTrue(other.get(0).waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, other.get(0).exitValue(), site::output);
            assertTrue(site.output().contains("ran 0"), site::output);
            assertEquals(List.of("upgrade a1"), site.applied());
            assertEquals(List.of("1", "2"), site.database().query("SELECT id FROM t ORDER BY id"));
        }
    }

    /** As behind a pooler that breaks the lock. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void without_a_lock_of_two_that_begin_one_revision_at_once_one_runs_it(Kind kind) throws Exception {
        try (TestProject site = new TestProject(kind, folder)) {
            site.configuration();
            site.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            site.upgrade();
            site.script("a2", "a1", "upgrade:\n  - execute: insert into t values (1)\n");
            CyclicBarrier both = new CyclicBarrier(2);
            Listener together = new Listener() {
                @Override
                public void begin(Step step, @Nullable Script script) {
                    try {
                        both.await(60, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            CompletableFuture<RunReport> other =
                    CompletableFuture.supplyAsync(() -> upgrade(site, FaultInjection.UNLOCKED, together));
            RunReport mine = upgrade(site, FaultInjection.UNLOCKED, together);
            assertEquals(
                    1,
                    mine.steps().size()
                            + other.get(90, TimeUnit.SECONDS).steps().size());
            assertEquals(List.of("upgrade a1", "upgrade a2"), site.applied());
            assertEquals(List.of("1"), site.database().query("SELECT id FROM t"));
        }
    }

    /** It takes the one that works for one that was stopped; what is done is done once nevertheless. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void without_a_lock_nobody_goes_on_with_what_another_is_at(Kind kind) {
        try (TestProject site = new TestProject(kind, folder).with("lock_wait_timeout: 1s\nlock_timeout: 2s\n")) {
            site.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
            site.upgrade();
            site.script(
                    "a2",
                    "a1",
                    "upgrade:\n  - execute: insert into t values (1)\n  - execute: insert into t values (2)\n");
            AtomicReference<@Nullable String> second = new AtomicReference<>();
            upgrade(site, FaultInjection.UNLOCKED, at("insert into t values (2)", () -> {
                try {
                    upgrade(site, FaultInjection.UNLOCKED, Listener.NONE);
                } catch (TrellisException e) {
                    second.set(e.name());
                }
            }));
            assertTrue(
                    List.of("lock_timeout", "lock_wait_timeout").contains(String.valueOf(second.get())),
                    () -> String.valueOf(second.get()));
            assertEquals(List.of("upgrade a1", "upgrade a2"), site.applied());
            assertEquals(List.of("1", "2"), site.database().query("SELECT id FROM t ORDER BY id"));
        }
    }
}
