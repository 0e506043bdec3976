package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.fixture.SixtyRevisions;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 with {@code AUTO_SERVER=TRUE}, where the process that opens the file first serves the others and may be killed. */
class AutoServerTest {
    private static final int REVISIONS = 6;
    private static final int PROCESSES = Integer.getInteger("trellis.processes", 3);
    private static final int KILLED = 137;

    @TempDir
    Path folder = Path.of("");

    private TestProject project(String name) {
        TestProject project = new TestProject(TestDatabase.autoServer(), folder.resolve(name));
        SixtyRevisions.write(project, REVISIONS);
        project.configuration();
        return project;
    }

    private String expected() throws Exception {
        try (TestProject undisturbed = new TestProject(Kind.H2, folder.resolve("undisturbed"))) {
            SixtyRevisions.write(undisturbed, REVISIONS);
            undisturbed.upgrade();
            return undisturbed.content();
        }
    }

    private static void assertDone(TestProject project, String expected) throws Exception {
        assertEquals(expected, project.content(), project::output);
        assertEquals(
                IntStream.range(0, REVISIONS)
                        .mapToObj(i -> "upgrade " + SixtyRevisions.id(i))
                        .toList(),
                project.applied(),
                project::output);
    }

    private static void await(TestProject project, String output, int times) {
        long start = System.nanoTime();
        while (project.output().split(Pattern.quote(output), -1).length - 1 < times) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60), project::output);
            Backoff.sleep(5);
        }
    }

    private static void assertExit(int code, Process process, TestProject project) throws InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), project::output);
        assertEquals(code, process.exitValue(), project::output);
    }

    private static List<Process> start(TestProject project, int count) {
        return IntStream.range(0, count).mapToObj(i -> project.start()).toList();
    }

    @Test
    void of_several_processes_that_start_at_once_each_succeeds_and_each_revision_runs_once() throws Exception {
        String expected = expected();
        try (TestProject project = project("several")) {
            for (Process process : start(project, PROCESSES)) {
                assertExit(0, process, project);
            }
            assertDone(project, expected);
        }
    }

    @Test
    void waiting_processes_continue_when_the_process_that_migrates_and_serves_them_is_killed() throws Exception {
        String expected = expected();
        try (TestProject project = project("killed")) {
            Process serving = project.start("45", "60000");
            await(project, "pausing", 1);
            List<Process> waiting = start(project, PROCESSES - 1);
            await(project, "note: waiting", PROCESSES - 1);
            serving.destroyForcibly();
            assertExit(KILLED, serving, project);
            for (Process process : waiting) {
                assertExit(0, process, project);
            }
            assertDone(project, expected);
        }
    }

    /** H2 writes committed changes later, and reports no error if that fails when the file is closed. */
    @Test
    void a_revision_that_cannot_be_written_to_the_file_is_not_reported_as_applied() throws Exception {
        try (TestProject project = new TestProject(TestDatabase.autoServer(), folder.resolve("full"))) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer, b: blob}, primary_key: [id]}
                      - execute: insert into t select "X", secure_rand(20000) from system_range(1, 200)
                      - create_table: {name: u, columns: {id: integer}, primary_key: [id]}
                    """);
            project.configuration();
            assertExit(1, project.startLimited(1000), project);
            assertTrue(project.output().contains("error: "), project::output);
            project.upgrade();
            assertEquals(List.of("200"), project.database().query("select count(*) from t"));
            assertEquals(List.of("upgrade a1"), project.applied());
        }
    }

    @Test
    void a_running_upgrade_reports_its_true_status_when_its_server_is_killed() throws Exception {
        String expected = expected();
        try (TestProject project = project("served")) {
            Process serving = project.start("1", "60000");
            await(project, "pausing", 1);
            Process working = project.start("60", "1500");
            await(project, "pausing", 2);
            serving.destroyForcibly();
            assertExit(KILLED, serving, project);
            assertExit(1, working, project);
            assertTrue(project.output().contains("error: connection_lost"), project::output);
            assertTrue(project.output().contains("and resumes there. "), project::output);
            project.upgrade();
            assertDone(project, expected);
        }
    }
}
