package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.state.LeaseTable;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lease on single servers. {@code GroupReplicationTest} and {@code GaleraTest} test it with several nodes. */
class LeaseTest {
    private static final TableName VERSIONS = TableName.of("trellis_version");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int THREADS = 8;
    private static final int ROUNDS = 5;

    @TempDir
    Path folder = Path.of("");

    private static Session session(TestDatabase database) {
        return Session.open(
                new DatabaseSettings(database.url(), database.user(), database.password(), null),
                Path.of(""),
                TestProject.dialect(database.kind()),
                LeaseTest.class.getClassLoader());
    }

    private static LeaseTable table(Session session) {
        Dialect dialect = session.dialect();
        return new LeaseTable(session, VERSIONS, String.valueOf(dialect.clock()));
    }

    /** The counter loses increments if two threads hold the lease at the same time. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void one_of_several_threads_holds_the_lease(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            database.execute("create table counter (n int)", "insert into counter values (0)");
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Callable<Void>> work = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    work.add(() -> countRepeatedly(database));
                }
                for (Future<Void> done : threads.invokeAll(work)) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertEquals(List.of(String.valueOf(THREADS * ROUNDS)), database.query("select n from counter"));
            assertEquals(
                    List.of(THREADS * ROUNDS + "|0"),
                    database.query("select fence, expires from trellis_version_lease where id = 2"));
        }
    }

    private static Void countRepeatedly(TestDatabase database) throws SQLException {
        try (Session session = session(database)) {
            for (int i = 0; i < ROUNDS; i++) {
                Lease lease = new Lease(session, table(session), LONG);
                while (!lease.tryAcquire("a test")) {
                    Backoff.sleep(2);
                }
                int before =
                        Integer.parseInt(database.query("select n from counter").get(0));
                session.inTransaction(() -> session.execute("update counter set n = " + (before + 1)));
                lease.release();
            }
        }
        return null;
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void a_holder_that_was_silent_for_too_long_can_commit_nothing(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Session first = session(database);
                Session second = session(database)) {
            database.execute("create table t (id int)");
            Lease lease = new Lease(first, table(first), LONG);
            assertTrue(lease.tryAcquire("first"));
            Lease other = new Lease(second, table(second), LONG);
            assertFalse(other.tryAcquire("second"));
            assertEquals("first", other.holder());
            // What passes for the database after a pause that is longer than the lease.
            database.execute("update trellis_version_lease set expires = 1 where id = 2");
            assertTrue(other.tryAcquire("second"));
            assertTrue(lease.isLost());
            TrellisException e = assertThrows(
                    TrellisException.class, () -> first.inTransaction(() -> first.execute("insert into t values (1)")));
            assertEquals("lock_lost", e.name());
            second.inTransaction(() -> second.execute("insert into t values (2)"));
            assertEquals(List.of("2"), database.query("select id from t"));
            lease.release();
            assertFalse(other.isLost());
            other.release();
        }
    }

    /** Without heartbeats, another process would take the lease after 600 ms. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void the_heartbeat_keeps_a_lease_while_the_connection_is_busy(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Session first = session(database);
                Session second = session(database)) {
            Lease lease = new Lease(first, table(first), Duration.ofMillis(600));
            assertTrue(lease.tryAcquire("first"));
            Lease other = new Lease(second, table(second), LONG);
            long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            while (System.nanoTime() < end) {
                assertFalse(other.tryAcquire("second"));
                Backoff.sleep(50);
            }
            lease.release();
            assertTrue(other.tryAcquire("second"));
            other.release();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void a_process_that_cannot_take_the_lease_keeps_no_session_lock(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Session first = session(database);
                Session second = session(database)) {
            database.execute("create table trellis_version_lease (other int)");
            MigrationState state = new MigrationState(first, "trellis_version", "trellis_history");
            MigrationLock lock = new MigrationLock(first, state, Duration.ZERO, LONG, Listener.NONE);
            assertThrows(SQLException.class, lock::acquire);
            assertTrue(second.dialect().lock(VERSIONS).tryAcquire(second.lockConnection(), "second"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_upgrade_with_a_lease_applies_everything_and_releases_it(Kind kind) {
        try (TestProject project = new TestProject(kind, folder).with("lock_lease: 20s\n")) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
                      - bulk_insert: {table: t, rows: [{id: 1}, {id: 2}]}
                      - execute: insert into t (id) values (3)
                    """);
            project.script("a2", "a1", "upgrade: []\n");
            project.upgrade();
            assertEquals(List.of("upgrade a1", "upgrade a2"), project.applied());
            assertEquals(List.of("1", "2", "3"), project.database().query("select id from t order by id"));
            if (kind != Kind.SQLITE) {
                assertEquals(
                        List.of("1|0"),
                        project.database().query("select fence, expires from trellis_version_lease where id = 2"));
            }
        }
    }
}
