package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.fixture.TestProject;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.testbed.Cluster;
import dev.trellis.testbed.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Upgrades by processes on all nodes of a cluster. Each revision creates a table, inserts a row into it, and a row with its
 * name into the table {@code effects}, which would contain the name twice if the revision had run twice.
 */
final class ClusterScenarios {
    private static final int REVISIONS = Integer.getInteger("trellis.cluster.revisions", 12);
    private static final int LIMIT_SECONDS = 240;
    private static final String SETTINGS = "lock_timeout: 200s\nlock_lease: 3s\n";

    private final Cluster cluster;
    private final Path folder;
    private int count;

    ClusterScenarios(Cluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    private TestProject project(TestDatabase node) {
        TestProject project = new TestProject(node, folder.resolve("p" + count++)).with(SETTINGS);
        project.script("r0", "null", """
                upgrade:
                  - execute: create table effects (id integer auto_increment primary key, name varchar(20))
                """);
        for (int i = 1; i < REVISIONS; i++) {
            project.script("r" + i, "r" + (i - 1), """
                    upgrade:
                      - create_table: {name: t%1$d, columns: {id: integer, n: integer}, primary_key: [id]}
                      - bulk_insert: {table: t%1$d, rows: [{id: 1, n: %1$d}]}
                      - create_index: {table: t%1$d, name: ix%1$d, columns: [n]}
                      - execute: insert into effects (name) values ('r%1$d')
                    """.formatted(i));
        }
        project.configuration();
        return project;
    }

    /** All processes start at once on nodes in turn; each of them succeeds, and together they run each revision once. */
    void run_at_once(int processes) throws Exception {
        List<TestDatabase> nodes = cluster.create();
        List<TestProject> projects = new ArrayList<>();
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            projects.add(project(nodes.get(i % nodes.size())));
        }
        projects.forEach(project -> started.add(project.start()));
        int ran = 0;
        for (int i = 0; i < processes; i++) {
            assertEquals(0, end(started.get(i), projects.get(i)), projects.get(i)::output);
            String output = projects.get(i).output();
            ran += Integer.parseInt(
                    output.substring(output.lastIndexOf("ran ") + 4).strip());
        }
        assertEquals(REVISIONS, ran);
        requireComplete(nodes);
    }

    /** Kills processes on nodes in turn at random moments, until one of them succeeds. */
    int kill_repeatedly(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        int killed = 0;
        while (killed < kills) {
            List<TestDatabase> nodes = cluster.create();
            int code = -1;
            for (int i = 0; code != 0; i++) {
                TestProject project = project(nodes.get(i % nodes.size()));
                Process process = project.start();
                if (killed < kills) {
                    // A process that has less to do ends without being killed.
                    awaitOrEnd(process, project, 1 + random.nextInt(REVISIONS));
                    Backoff.sleep(random.nextInt(60));
                    process.destroyForcibly();
                }
                code = end(process, project);
                killed += code == 0 ? 0 : 1;
                assertTrue(code == 0 || code == 137, project::output);
            }
            requireComplete(nodes);
        }
        return killed;
    }

    /** Pauses a process for longer than its lease; a process on another node finishes, and the first one writes nothing. */
    void pause_a_holder(int statements) throws Exception {
        List<TestDatabase> nodes = cluster.create();
        TestProject paused = project(nodes.get(0));
        Process process = paused.start();
        await(process, paused, statements);
        signal(process, "STOP");
        TestProject other = project(nodes.get(1));
        assertEquals(0, end(other.start(), other), other::output);
        signal(process, "CONT");
        assertEquals(1, end(process, paused), paused::output);
        assertTrue(paused.output().contains("lock_lost"), paused::output);
        requireComplete(nodes);
    }

    /**
     * Cuts the node of a run off for longer than the lease.
     *
     * @param cut cuts a node off, or lets it return
     */
    void partition(Partition cut, int statements) throws Exception {
        List<TestDatabase> nodes = cluster.create();
        TestProject cutOff = project(nodes.get(2));
        Process process = cutOff.start();
        await(process, cutOff, statements);
        cut.set(2, true);
        try {
            TestProject other = project(nodes.get(1));
            assertEquals(0, end(other.start(), other), other::output);
            assertEquals(1, end(process, cutOff), cutOff::output);
            TestProject late = project(nodes.get(2));
            assertEquals(1, end(late.start(), late), late::output);
            assertTrue(late.output().contains("node_refuses_writes"), late::output);
        } finally {
            cut.set(2, false);
        }
        TestProject again = project(nodes.get(2));
        assertEquals(0, end(again.start(), again), again::output);
        assertTrue(again.output().contains("ran 0"), again::output);
        requireComplete(nodes);
    }

    /** Cuts a node off from the others. */
    interface Partition {
        void set(int node, boolean isCutOff);
    }

    private static int end(Process process, TestProject project) throws InterruptedException {
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), project::output);
        return process.exitValue();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor());
    }

    private static void await(Process process, TestProject project, int statements) {
        awaitOrEnd(process, project, statements);
        assertTrue(process.isAlive(), project::output);
    }

    private static void awaitOrEnd(Process process, TestProject project, int statements) {
        while (process.isAlive() && project.output().split("statement: ", -1).length <= statements) {
            Backoff.sleep(1);
        }
    }

    /** Checks on each node that each revision took effect once, and closes the databases. */
    private void requireComplete(List<TestDatabase> nodes) {
        List<String> effects = new ArrayList<>();
        for (int i = 1; i < REVISIONS; i++) {
            effects.add("r" + i + "|1|1");
        }
        String sql = "select name, count(*), (select count(*) from trellis_history h where h.revision = e.name"
                + " and h.outcome = 'applied') from effects e group by name order by length(name), name";
        for (int i = 0; i < nodes.size(); i++) {
            cluster.await(
                    i,
                    "select version_num from "
                            + nodes.get(i).query("select database()").get(0) + ".trellis_version",
                    "r" + (REVISIONS - 1));
            assertEquals(effects, nodes.get(i).query(sql), "node " + i);
            for (int table = 1; table < REVISIONS; table++) {
                assertEquals(List.of("1|" + table), nodes.get(i).query("select id, n from t" + table), "node " + i);
            }
            assertEquals(
                    List.of("0"),
                    nodes.get(i).query("select count(*) from trellis_history where done_operations is not null"));
        }
        nodes.forEach(TestDatabase::close);
    }
}
