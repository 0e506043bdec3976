package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.dialect.SessionLock;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.FaultInjection;
import dev.trellis.fixture.NoteCollector;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures of the database during a run, and the error that reports them. */
class FailureTest {
    @TempDir
    Path folder = Path.of("");

    private static void twoRevisions(TestProject project) {
        project.script("a1", "null", """
                upgrade:
                  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
                """);
        project.script("a2", "a1", """
                upgrade:
                  - create_table: {name: u, columns: {id: integer}, primary_key: [id]}
                  - execute: insert into t values (1)
                  - execute: insert into u values (1)
                """);
    }

    private static Listener before(String statement, Runnable what) {
        return new Listener() {
            @Override
            public void statement(String sql) {
                if (sql.startsWith(statement)) {
                    what.run();
                }
            }
        };
    }

    private static TrellisException failure(TestProject project, Listener listener) {
        try (Trellis trellis = project.trellis(Extensions.NONE, listener)) {
            return assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
        }
    }

    /** SQLite's own message names the temporary table that receives the rows. */
    @Test
    void a_failed_rebuild_names_the_table_by_its_own_name() {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer, b: integer}, primary_key: [id]}
                      - execute: insert into t (id) values (1)
                    """);
            project.upgrade();
            project.script("a2", "a1", "upgrade:\n  - alter_column: {table: t, name: b, nullable: false}\n");
            TrellisException e = failure(project, Listener.NONE);
            assertEquals("statement_failed", e.name(), e.getMessage());
            assertTrue(e.problem().message().contains("NOT NULL constraint failed: trellis_new_t.b"), e.getMessage());
            assertTrue(
                    e.problem()
                            .message()
                            .contains("(while rebuilding table t: existing rows violate the new definition)"),
                    e.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void a_lost_connection_is_one_clear_error_and_the_next_run_resumes(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            twoRevisions(project);
            TrellisException e = failure(project, before("insert into u", () -> cut(project)));
            assertEquals("connection_lost", e.name(), e.getMessage());
            assertAdvice("Run the command again.", e);
            assertEquals(
                    List.of("a1 applied", "a2 failed"),
                    project.attempts().stream()
                            .map(entry -> entry.revision() + " " + entry.outcome())
                            .toList());
            project.upgrade();
            assertEquals(List.of("1"), project.database().query("SELECT id FROM t"));
            assertEquals(List.of("1"), project.database().query("SELECT id FROM u"));
        }
    }

    private static void cut(TestProject project) {
        if (project.database().kind() == Kind.POSTGRESQL) {
            project.database()
                    .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } else {
            project.database()
                    .query(
                            "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()")
                    .forEach(id -> project.database().execute("KILL " + id));
        }
    }

    @Test
    void a_full_disk_rolls_the_revision_back() throws Exception {
        try (TestProject project = new TestProject(Kind.SQLITE, folder)) {
            project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer, b: text}}\n");
            String fill = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)"
                    + " insert into t select i, hex(randomblob(500)) from n";
            project.script(
                    "a2", "a1", "upgrade:\n  - execute: PRAGMA max_page_count = 60\n  - execute: " + fill + "\n");
            TrellisException e = failure(project, Listener.NONE);
            assertEquals("disk_full", e.name(), e.getMessage());
            assertAdvice("Free space for the database, and run the command again.", e);
            assertTrue(e.problem().toString().contains("a2 is rolled back"), e.getMessage());
            assertEquals(List.of("0"), project.database().query("SELECT count(*) FROM t"));
            assertEquals(List.of("a1"), project.database().query("SELECT version_num FROM trellis_version"));
            project.script("a2", "a1", "upgrade:\n  - execute: " + fill + "\n");
            project.upgrade();
            assertEquals(List.of("2000"), project.database().query("SELECT count(*) FROM t"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void a_lock_of_another_session_is_waited_for_as_long_as_configured(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder).with("lock_wait_timeout: 1s\n");
                Connection other = project.database().connect();
                Statement statement = other.createStatement()) {
            twoRevisions(project);
            project.script("a3", "a2", "upgrade:\n  - add_column: {table: t, name: more, type: integer}\n");
            try (Trellis trellis = project.trellis()) {
                trellis.upgrade("a2", UpgradeOptions.NONE);
            }
            other.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM t").close();
            NoteCollector collector = new NoteCollector();
            TrellisException e = failure(project, collector);
            assertEquals("lock_wait_timeout", e.name(), e.getMessage());
            assertAdvice(
                    "Run the command again when no other session holds a lock on table "
                            + TestProject.dialect(kind).quote("t") + ", or raise 'lock_wait_timeout'.",
                    e);
            assertEquals(kind == Kind.POSTGRESQL ? 3 : 0, collector.notes().size(), collector.notes()::toString);
            other.rollback();
            project.upgrade();
            assertEquals(List.of("1|NULL"), project.database().query("SELECT id, more FROM t"));
        }
    }

    @Test
    void a_revision_that_failed_temporarily_is_run_again() throws Exception {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder).with("lock_wait_timeout: 500ms\n");
                Connection other = project.database().connect();
                Statement statement = other.createStatement()) {
            twoRevisions(project);
            project.upgrade();
            project.script("a3", "a2", "upgrade:\n  - add_column: {table: t, name: more, type: integer}\n");
            other.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM t").close();
            Listener letsGo = new Listener() {
                @Override
                public void note(String text) {
                    try {
                        other.rollback();
                    } catch (java.sql.SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            try (Trellis trellis = project.trellis(Extensions.NONE, letsGo)) {
                assertEquals(
                        List.of("a3"),
                        trellis.upgrade("heads", UpgradeOptions.NONE).heads());
            }
            assertEquals(
                    List.of("applied", "applied", "failed", "applied"),
                    project.attempts().stream()
                            .map(entry -> entry.outcome().toString())
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB"})
    void a_statement_runs_no_longer_than_configured(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder).with("statement_timeout: 300ms\n")) {
            String sleep = kind == Kind.POSTGRESQL ? "select pg_sleep(5)" : "select sleep(5)";
            project.script("a1", "null", "upgrade:\n  - execute: " + sleep + "\n");
            long from = System.nanoTime();
            TrellisException e = failure(project, Listener.NONE);
            assertEquals("statement_timeout", e.name());
            assertAdvice("Raise 'statement_timeout' or divide the work, and run the command again.", e);
            assertTrue(System.nanoTime() - from < TimeUnit.SECONDS.toNanos(4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "POSTGRESQL, \"select set_config('transaction_read_only', 'on', true)\"",
                "MARIADB, set session transaction read only",
                "MYSQL, set session transaction read only",
                "SQLITE, pragma query_only = on"
            })
    void the_advice_for_a_database_that_accepts_no_changes_is_to_make_it_writable(Kind kind, String setting) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
                      - execute: %s
                      - execute: insert into t values (1)
                    """.formatted(setting));
            assertAdvice(
                    "Make the database writable or connect to a server that accepts changes, and run the command again.",
                    failure(project, Listener.NONE));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, set role pg_monitor, create table x (a integer)",
        "MARIADB, set @a = 1, insert into information_schema.tables (table_name) values (1)",
        "MYSQL, set @a = 1, insert into information_schema.tables (table_name) values (1)"
    })
    void the_advice_for_a_missing_privilege_is_to_grant_it(Kind kind, String before, String denied) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", "upgrade:\n  - execute: " + before + "\n  - execute: \"" + denied + "\"\n");
            TrellisException e = failure(project, Listener.NONE);
            assertEquals("statement_failed", e.name(), e.getMessage());
            assertAdvice(
                    "Grant the privilege to the database user or connect as another user, and run the command again.",
                    e);
        }
    }

    private static void assertAdvice(String expected, TrellisException e) {
        String advice = String.valueOf(e.problem().advice());
        assertTrue(advice.contains(expected), advice);
        assertFalse(advice.contains("Correct the script"), advice);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_lock_timeout_names_the_holder(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder).with("lock_timeout: 1500ms\n")) {
            twoRevisions(project);
            NoteCollector collector = new NoteCollector();
            TrellisException[] second = new TrellisException[1];
            Listener holder = before("insert into t", () -> second[0] = failure(project, collector));
            try (Trellis trellis = project.trellis(Extensions.NONE, holder)) {
                assertEquals(
                        2, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
            assertEquals("lock_timeout", second[0].name());
            assertEquals(1, collector.notes().size(), collector.notes()::toString);
            String who = switch (kind) {
                case POSTGRESQL -> "server process";
                case MARIADB, MYSQL -> "upgrade of revision a2, begun by";
                default -> "another process";
            };
            assertTrue(
                    second[0].problem().toString().contains(who),
                    second[0].problem().toString());
            assertEquals(List.of("upgrade a1", "upgrade a2"), project.applied());
        }
    }

    /** A waiting process holds no snapshot, which CREATE INDEX CONCURRENTLY would wait for. */
    @Test
    void an_index_is_built_concurrently_while_another_process_waits_for_the_lock() throws Exception {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            twoRevisions(project);
            project.script(
                    "a3",
                    "a2",
                    "upgrade:\n  - autocommit:\n      - create_index: {name: ix_u, table: u, columns: [id], concurrently: true}\n");
            List<Process> waiting = new ArrayList<>();
            Listener listener = before("CREATE INDEX CONCURRENTLY", () -> {
                waiting.add(project.start());
                while (project.database()
                                .query(
                                        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%'")
                                .size()
                        < 1) {
                    Backoff.sleep(20);
                }
            });
            project.configuration();
            try (Trellis trellis = project.trellis(Extensions.NONE, listener)) {
                assertEquals(
                        3, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            }
            assertEquals(0, waiting.get(0).waitFor());
            assertEquals(List.of("upgrade a1", "upgrade a2", "upgrade a3"), project.applied());
        }
    }

    /** Releases the session lock, as a connection pooler that assigns connections by transaction does. */
    @Test
    void without_the_lock_the_claim_keeps_two_processes_from_running_one_revision() throws Exception {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            twoRevisions(project);
            Listener unlocking = before("insert into t", () -> {
                Process other = project.start();
                project.database().query("SELECT pg_advisory_unlock_all()");
                Backoff.sleep(1500);
                assertTrue(other.isAlive());
            });
            project.configuration();
            try (Trellis trellis = project.trellis(FaultInjection.UNLOCKED, unlocking)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            while (!project.output().contains("ran ") && !project.output().contains("error")) {
                Backoff.sleep(50);
            }
            assertTrue(project.output().contains("ran 0"), project::output);
            assertEquals(List.of("upgrade a1", "upgrade a2"), project.applied());
        }
    }

    /** The lock of a session that no longer exists is acquired by one of the next processes. */
    @Test
    void h2_knows_by_its_sessions_whose_lock_still_holds() throws Exception {
        try (TestProject project = new TestProject(Kind.H2, folder);
                Connection second = project.database().connect();
                Connection third = project.database().connect()) {
            SessionLock lock = TestProject.dialect(Kind.H2).lock(TableName.of("trellis_version"));
            Connection first = project.database().connect();
            assertTrue(lock.tryAcquire(first, "one"));
            assertTrue(lock.isHeld(first));
            assertFalse(lock.tryAcquire(second, "two"));
            assertTrue(lock.holder(second).orElseThrow().startsWith("session "));
            first.close();
            assertTrue(lock.tryAcquire(third, "three"));
            assertFalse(lock.tryAcquire(second, "two"));
            lock.release(third);
            assertTrue(lock.tryAcquire(second, "two"));
            lock.release(second);
            assertEquals(List.of("0"), project.database().query("SELECT count(*) FROM INFORMATION_SCHEMA.CONSTANTS"));
        }
    }
}
