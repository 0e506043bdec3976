package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.Cluster;
import dev.trellis.testbed.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades on three servers of MySQL that form a group with several primaries. */
class GroupReplicationTest {
    private static final int PROCESSES = Integer.getInteger("trellis.cluster.processes", 4);

    private static Cluster cluster;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void start() {
        cluster = Cluster.groupReplication();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void operations_that_the_group_does_not_serve_are_refused_before_anything_runs() {
        List<TestDatabase> nodes = cluster.create();
        try (TestProject project = new TestProject(nodes.get(0), folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: p, columns: {id: integer}, primary_key: [id]}
                      - create_table: {name: t, columns: {id: integer}}
                      - create_table:
                          name: c
                          columns: {id: integer, p: integer}
                          primary_key: [id]
                          foreign_keys: [{columns: [p], references: "p(id)", on_delete: cascade}]
                      - create_table: {name: m, columns: {id: integer}, primary_key: [id], options: {mysql: {engine: MyISAM}}}
                    """);
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals(
                    List.of("not_in_cluster", "not_in_cluster", "not_in_cluster"),
                    e.problems().stream().map(problem -> problem.name()).toList(),
                    e.getMessage());
            assertEquals(List.of(), project.database().query("show tables like '_'"));
        }
    }

    @Test
    void a_secondary_is_refused() {
        List<TestDatabase> nodes = cluster.create();
        cluster.execute(1, "set global super_read_only = on");
        try (TestProject project = new TestProject(nodes.get(1), folder)) {
            project.script("a1", "null", "upgrade: []\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("node_refuses_writes", e.name(), e.getMessage());
        } finally {
            cluster.execute(1, "set global super_read_only = off, global read_only = off");
            nodes.forEach(TestDatabase::close);
        }
    }

    @Test
    void processes_on_all_servers_apply_each_revision_once() throws Exception {
        new ClusterScenarios(cluster, folder).run_at_once(PROCESSES);
    }

    @Test
    void a_holder_that_was_paused_for_longer_than_the_lease_writes_nothing() throws Exception {
        new ClusterScenarios(cluster, folder).pause_a_holder(6);
    }

    @Test
    @Tag("cluster")
    void a_process_on_another_server_finishes_what_a_killed_process_has_left() throws Exception {
        int kills = Integer.getInteger("trellis.kills", 8);
        assertTrue(new ClusterScenarios(cluster, folder).kill_repeatedly(kills, 2) >= kills);
    }
}
