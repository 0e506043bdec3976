package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.Topology;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.Cluster;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades on three nodes of Galera. */
@Tag("cluster")
class GaleraTest {
    private static Cluster cluster;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void start() {
        cluster = Cluster.galera();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void a_node_shows_that_session_locks_do_not_reach_the_others() throws Exception {
        SessionLock lock = TestProject.dialect(Kind.MARIADB).lock(TableName.of("trellis_version"));
        List<TestDatabase> nodes = cluster.create();
        try (Connection first = nodes.get(0).connect();
                Connection second = nodes.get(1).connect()) {
            Topology topology = Objects.requireNonNull(lock.tryAcquireAndDetect(first, "first"));
            assertEquals("Galera", topology.product());
            assertEquals(topology, lock.tryAcquireAndDetect(second, "second"));
            assertTrue(topology.needsLease());
        } finally {
            nodes.forEach(TestDatabase::close);
        }
    }

    @Test
    void a_table_that_would_stay_on_one_node_is_refused_before_anything_runs() {
        List<TestDatabase> nodes = cluster.create();
        try (TestProject project = new TestProject(nodes.get(0), folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
                      - create_table: {name: u, columns: {id: integer}, primary_key: [id], options: {mariadb: {engine: MyISAM}}}
                    """);
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("not_in_cluster", e.name(), e.getMessage());
            assertEquals(List.of(), project.database().query("show tables like '_'"));
        }
    }

    @Test
    void sixteen_processes_apply_each_revision_once() throws Exception {
        new ClusterScenarios(cluster, folder).run_at_once(16);
    }

    @Test
    void a_process_on_another_node_finishes_what_a_killed_process_has_left() throws Exception {
        int kills = Integer.getInteger("trellis.kills", 8);
        assertTrue(new ClusterScenarios(cluster, folder).kill_repeatedly(kills, 1) >= kills);
    }

    @Test
    void a_holder_that_was_paused_for_longer_than_the_lease_writes_nothing() throws Exception {
        for (int statements = 2; statements < 10; statements += 3) {
            new ClusterScenarios(cluster, folder.resolve("at" + statements)).pause_a_holder(statements);
        }
    }

    @Test
    void a_node_that_was_cut_off_and_returns_has_lost_nothing() throws Exception {
        for (int statements = 3; statements < 10; statements += 4) {
            new ClusterScenarios(cluster, folder.resolve("at" + statements)).partition(this::isolate, statements);
        }
    }

    private void isolate(int node, boolean isCutOff) {
        cluster.execute(node, "set global wsrep_provider_options = 'gmcast.isolate=" + (isCutOff ? 1 : 0) + "'");
        cluster.await(node, "show status like 'wsrep_ready'", isCutOff ? "OFF" : "ON");
    }
}
