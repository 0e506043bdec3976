package dev.trellis.internal.lock;

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
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Other transactions, limits and lost connections during a revision. In each case another run completes it. */
class InterferenceTest {
    private static final String TABLE =
            "upgrade:\n  - create_table: {name: t, columns: {id: integer, n: integer}, primary_key: [id]}\n"
                    + "  - bulk_insert: {table: t, rows: [{id: 1, n: 0}, {id: 2, n: 0}]}\n";

    @TempDir
    Path folder = Path.of("");

    private static final class RecordingListener implements Listener {
        private final List<String> notes = new ArrayList<>();
        private final Consumer<String> statement;

        RecordingListener(Consumer<String> statement) {
            this.statement = statement;
        }

        @Override
        public void statement(String sql) {
            statement.accept(sql);
        }

        @Override
        public void note(String text) {
            notes.add(text);
        }
    }

    private static TrellisException failure(TestProject project, Extensions extensions, Listener listener) {
        try (Trellis trellis = project.trellis(extensions, listener)) {
            return assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
        }
    }

    private static List<String> outcomes(TestProject project) {
        return project.attempts().stream()
                .map(entry -> entry.revision() + " " + entry.outcome())
                .toList();
    }

    private static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_revision_is_run_again_after_a_serialization_failure() throws Exception {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder);
                Connection other = project.database().connect()) {
            project.script("a1", "null", TABLE);
            project.upgrade();
            project.script(
                    "a2",
                    "a1",
                    "upgrade:\n  - execute: insert into t select 3, sum(n) from t\n  - execute: update t set n = n + 1\n");
            project.database()
                    .execute("alter database " + other.getCatalog()
                            + " set default_transaction_isolation = 'serializable'");
            boolean[] once = {false};
            RecordingListener listener = new RecordingListener(sql -> {
                if (sql.startsWith("update t") && !once[0]) {
                    once[0] = true;
                    run(other, "update t set n = 10");
                }
            });
            try (Trellis trellis = project.trellis(Extensions.NONE, listener)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertTrue(listener.notes.toString().contains("serialization_failure"), listener.notes::toString);
            assertEquals(List.of("a1 applied", "a2 failed", "a2 applied"), outcomes(project));
            assertEquals(List.of("1|11", "2|11", "3|21"), project.database().query("SELECT id, n FROM t ORDER BY id"));
        }
    }

    /** The server rolls back the transaction that has written less. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL"})
    void a_deadlock_is_one_clear_error_and_the_next_run_resumes(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder);
                Connection other = project.database().connect()) {
            project.script("a1", "null", TABLE);
            project.upgrade();
            project.database()
                    .execute(
                            "create table heavy (id integer primary key)",
                            "insert into heavy with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)"
                                    + " select i from n");
            project.script(
                    "a2",
                    "a1",
                    "upgrade:\n  - execute: insert into t values (3, 0)\n  - execute: update t set n = n + 1\n");
            other.setAutoCommit(false);
            List<CompletableFuture<Void>> waiting = new ArrayList<>();
            TrellisException e = failure(project, Extensions.NONE, new RecordingListener(sql -> {
                if (sql.startsWith("update t")) {
                    run(other, "delete from heavy");
                    run(other, "update t set n = 5 where id = 3");
                    waiting.add(CompletableFuture.runAsync(() -> {
                        awaitWaiting(project);
                        run(other, "update t set n = 5 where id = 1");
                    }));
                }
            }));
            waiting.get(0).get(30, TimeUnit.SECONDS);
            assertEquals("serialization_failure", e.name(), e.getMessage());
            other.rollback();
            project.upgrade();
            assertEquals(List.of("1|1", "2|1", "3|1"), project.database().query("SELECT id, n FROM t ORDER BY id"));
            assertEquals(List.of("upgrade a1", "upgrade a2"), project.applied());
        }
    }

    /** InnoDB answers from a cache if it is queried more often than ten times a second. */
    private static void awaitWaiting(TestProject project) {
        while (project.database()
                .query("SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'")
                .isEmpty()) {
            Backoff.sleep(250);
        }
    }

    /**
     * On SQLite a reader blocks the commit, elsewhere a writer blocks writes. Only a revision that can be rolled back is
     * retried.
     */
    @ParameterizedTest
    @CsvSource({"SQLITE, 3", "H2, 0"})
    void a_lock_is_waited_for_as_long_as_configured(Kind kind, int retries) throws Exception {
        try (TestProject project = new TestProject(kind, folder).with("lock_wait_timeout: 100ms\n");
                Connection other = project.database().connect();
                Statement statement = other.createStatement()) {
            project.script("a1", "null", TABLE);
            project.upgrade();
            project.script("a2", "a1", "upgrade:\n  - execute: update t set n = n + 1\n");
            other.setAutoCommit(false);
            ResultSet read = statement.executeQuery("SELECT id FROM t" + (kind == Kind.H2 ? " FOR UPDATE" : ""));
            assertTrue(read.next());
            RecordingListener listener = new RecordingListener(sql -> {});
            TrellisException e = failure(project, Extensions.NONE, listener);
            assertEquals("lock_wait_timeout", e.name(), e.getMessage());
            String advice = String.valueOf(e.problem().advice());
            assertTrue(advice.endsWith(", or raise 'lock_wait_timeout'."), advice);
            assertEquals(retries, listener.notes.size(), listener.notes::toString);
            read.close();
            other.rollback();
            project.upgrade();
            assertEquals(List.of("1|1", "2|1"), project.database().query("SELECT id, n FROM t ORDER BY id"));
        }
    }

    @Test
    void h2_ends_a_statement_that_takes_too_long() {
        try (TestProject project = new TestProject(Kind.H2, folder).with("statement_timeout: 200ms\n")) {
            project.script(
                    "a1",
                    "null",
                    TABLE + "  - execute: insert into t select \"X\" + 9, 0 from system_range(1, 100000000)\n");
            TrellisException e = failure(project, Extensions.NONE, Listener.NONE);
            assertEquals("statement_timeout", e.name(), e.getMessage());
            assertFalse(String.valueOf(e.problem().advice()).contains("Correct the script"), e.getMessage());
            assertEquals(List.of("2"), project.database().query("SELECT count(*) FROM t"));
            project.script("a1", "null", TABLE + "  - execute: insert into t values (3, 0)\n");
            project.upgrade();
            assertEquals(List.of("3"), project.database().query("SELECT count(*) FROM t"));
        }
    }

    /** MySQL has a limit for queries and none for other statements. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "MYSQL"})
    void databases_without_a_statement_timeout_are_noted(Kind kind) {
        try (TestProject project = new TestProject(kind, folder).with("statement_timeout: 1s\n")) {
            project.script("a1", "null", TABLE);
            RecordingListener listener = new RecordingListener(sql -> {});
            try (Trellis trellis = project.trellis(Extensions.NONE, listener)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(
                    List.of("ignoring statement_timeout: "
                            + TestProject.dialect(kind).name() + " has no such limit"),
                    listener.notes);
        }
    }

    /** The size limit of a table in memory replaces that of a disk; the server reports both in the same way. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL"})
    void a_full_table_is_one_clear_error_and_the_next_run_resumes(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            String rest = "  - execute: create table m (a varchar(1000)) engine=memory max_rows=10\n  - execute: ";
            String fill = "insert into m with recursive n(i) as (select 1 union all select i + 1 from n where i < 900)"
                    + " select repeat('x', 1000) from n\n";
            project.script(
                    "a1", "null", TABLE + "  - execute: set session max_heap_table_size = 16384\n" + rest + fill);
            TrellisException e = failure(project, Extensions.NONE, Listener.NONE);
            assertEquals("disk_full", e.name(), e.getMessage());
            assertFalse(String.valueOf(e.problem().advice()).contains("Correct the script"), e.getMessage());
            project.script(
                    "a1",
                    "null",
                    TABLE + "  - execute: set session max_heap_table_size = 16384\n" + rest
                            + "insert into t values (3, 0)\n");
            project.upgrade();
            assertEquals(List.of("upgrade a1"), project.applied());
            assertEquals(List.of("3"), project.database().query("SELECT count(*) FROM t"));
        }
    }

    /** The answer to the commit is lost, but the commit has succeeded. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void a_connection_lost_during_the_commit_is_distinguished_from_one_lost_before(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", TABLE);
            project.upgrade();
            project.script("a2", "a1", "upgrade:\n  - execute: update t set n = n + 1\n");
            int last = kind == Kind.POSTGRESQL ? 1 : 2;
            FaultInjection.at(Integer.MAX_VALUE, () -> {});
            TrellisException e = failure(
                    project,
                    FaultInjection.EXTENSIONS,
                    new RecordingListener(sql -> FaultInjection.afterCommit(
                            last, () -> raise(new SQLException("the line is dead", "08006")))));
            assertEquals("connection_lost", e.name(), e.getMessage());
            assertTrue(
                    e.problem().toString().contains("a2 had been committed when the connection was lost"),
                    e.getMessage());
            assertEquals(List.of("a1 applied", "a2 applied"), outcomes(project));
            assertEquals(0, project.upgrade().steps().size());
            assertEquals(List.of("1", "1"), project.database().query("SELECT n FROM t"));
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(Exception e) throws E {
        throw (E) e;
    }
}
