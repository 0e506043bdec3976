package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.Topology;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The topology that a connection shows. The nodes of clusters are in {@code GroupReplicationTest} and {@code GaleraTest}. */
class TopologyTest {
    @TempDir
    Path folder = Path.of("");

    private static void oneTable(TestProject project) {
        project.script(
                "a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_ordinary_server_is_a_single_server(Kind kind) throws Exception {
        SessionLock lock = TestProject.dialect(kind).lock(TableName.of("trellis_version"));
        try (TestDatabase database = TestDatabase.open(kind);
                Connection first = database.connect();
                Connection second = database.connect()) {
            assertSame(Topology.SINGLE_SERVER, lock.tryAcquireAndDetect(first, "first"));
            if (kind != Kind.SQLITE) {
                assertNull(lock.tryAcquireAndDetect(second, "second"));
            }
            lock.release(first);
        }
    }

    @Test
    void a_read_only_database_of_postgresql_is_refused_before_anything_runs() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            oneTable(project);
            String database =
                    project.database().query("SELECT current_database()").get(0);
            project.database().execute("alter database " + database + " set default_transaction_read_only = on");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("node_refuses_writes", e.name(), e.getMessage());
            assertTrue(e.problem().message().contains("default_transaction_read_only"), e.getMessage());
            project.database()
                    .execute(
                            "set default_transaction_read_only = off",
                            "alter database " + database + " reset default_transaction_read_only");
            assertEquals(
                    List.of(), project.database().query("SELECT relname FROM pg_class WHERE relname LIKE 'trel%'"));
            project.upgrade();
            assertEquals(List.of("upgrade a1"), project.applied());
        }
    }

    /** An administrator may write to a server that is read-only for others, for example in a maintenance window. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void a_read_only_server_is_refused_unless_the_user_may_write(Kind kind) {
        String user = "u" + System.nanoTime() % 1_000_000_000;
        try (TestProject project = new TestProject(kind, folder)) {
            oneTable(project);
            String schema = project.database().query("select database()").get(0);
            project.database()
                    .execute(
                            "create user " + user + "@'127.0.0.1' identified by 'secret'",
                            "grant all on " + schema + ".* to " + user + "@'127.0.0.1'",
                            "set global read_only = 1");
            try {
                TrellisException e = assertThrows(TrellisException.class, () -> upgradeAs(project, user));
                assertEquals("node_refuses_writes", e.name(), e.getMessage());
                assertEquals(List.of(), project.database().query("show tables"));
                project.upgrade();
                assertEquals(List.of("upgrade a1"), project.applied());
            } finally {
                project.database().execute("set global read_only = 0", "drop user " + user + "@'127.0.0.1'");
            }
        }
    }

    private static void upgradeAs(TestProject project, String user) {
        String url = project.database().url()
                + (project.database().kind() == Kind.MYSQL ? "&allowPublicKeyRetrieval=true" : "");
        Path file = project.write(
                "other.yaml",
                "database: {url: \"" + url + "\", user: " + user
                        + ", password: secret}\nbranches:\n  app: {directory: db}\n");
        try (Trellis trellis = new Trellis(
                ConfigurationReader.read(file, null, Map.of(), name -> null), Extensions.NONE, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }
}
