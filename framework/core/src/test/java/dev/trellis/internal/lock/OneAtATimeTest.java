package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.fixture.SixtyRevisions;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneAtATimeTest {
    private static final int PROCESSES = 16;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void of_sixteen_processes_that_start_at_once_each_exits_with_0_and_each_revision_is_applied_once(Kind kind)
            throws Exception {
        try (TestProject project = TestProject.shared(kind, folder)) {
            project.configuration();
            List<String> expected = new ArrayList<>();
            String parent = "null";
            for (int i = 0; i < 8; i++) {
                String id = SixtyRevisions.id(i);
                project.script(
                        id,
                        parent,
                        "upgrade:\n  - create_table: {name: t" + i + ", columns: {id: integer}, primary_key: [id]}\n"
                                + "  - bulk_insert: {table: t" + i + ", rows: [{id: 1}]}\n");
                expected.add("upgrade " + id);
                parent = id;
            }
            List<Process> processes =
                    IntStream.range(0, PROCESSES).mapToObj(i -> project.start()).toList();
            for (Process process : processes) {
                assertTrue(process.waitFor(120, TimeUnit.SECONDS), project::output);
                assertEquals(0, process.exitValue(), project::output);
            }
            assertEquals(expected, project.applied(), project::output);
            assertEquals(8, project.attempts().size());
            assertEquals(List.of("r007"), project.database().query("SELECT version_num FROM trellis_version"));
            int ran = project.output()
                    .lines()
                    .filter(line -> line.startsWith("ran "))
                    .mapToInt(line -> Integer.parseInt(line.substring(4)))
                    .sum();
            assertEquals(8, ran, project::output);
        }
    }
}
