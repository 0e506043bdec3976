package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.SquashRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.NoteCollector;
import dev.trellis.fixture.TestProject;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.testbed.ChildJvm;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed after each change of a file by {@code squash}, and the commands that follow. */
class SquashKillTest {
    private static final int KILLED = 137;
    /** The changes of files: two copies, the hidden folder, the baseline, two moves, and the end of the hidden folder. */
    private static final int CHANGES = 7;

    private static final Set<Integer> BROKEN_AFTER = Set.of(4, 5);
    private static final Set<Integer> RESTORED_AFTER = Set.of(3, 4, 5, 6);

    @TempDir
    Path folder = Path.of("");

    /** Squashes a project in a process of its own. Arguments: the configuration and the number of changes to halt after. */
    static final class SquashProcess {
        private static int remaining;

        private SquashProcess() {}

        public static void main(String... arguments) {
            remaining = Integer.parseInt(arguments[1]);
            Path configuration = Path.of(arguments[0]);
            try (Workspace workspace = new Workspace(
                    ConfigurationReader.read(configuration, null, Map.of(), name -> null), Extensions.NONE)) {
                new Squash(workspace, Listener.NONE, Set.of(), SquashProcess::change)
                        .write(request(Objects.requireNonNull(configuration.getParent())));
            }
            System.exit(0);
        }

        private static void change() {
            remaining--;
            if (remaining == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }

    private static SquashRequest request(Path project) {
        return SquashRequest.of("app@a2").withArchive(project.resolve("old"));
    }

    @Test
    void the_same_squash_finishes_what_a_process_killed_after_any_change_has_left() throws Exception {
        int code = KILLED;
        int changes = 0;
        while (code == KILLED) {
            changes++;
            try (TestProject project = TestProject.shared(Kind.SQLITE, folder.resolve("kill" + changes))) {
                write(project);
                project.upgrade();
                code = squashInProcess(project, changes);
                if (code == KILLED) {
                    assertBrokenOrUnchanged(project, changes);
                    assertSquashed(project, changes);
                }
                assertEquals(
                        List.of("db/a2_baseline_of_app.yaml", "db/a3.yaml", "old/a1.yaml", "old/a2.yaml"),
                        files(project));
                assertEquals(List.of(), project.upgrade().steps());
            }
        }
        assertEquals(0, code);
        assertEquals(CHANGES + 1, changes);
    }

    private static void write(TestProject project) {
        project.script("a1", "null", """
                upgrade: [{create_table: {name: t, columns: {id: integer}, primary_key: [id]}}]
                downgrade: [{drop_table: t}]
                """);
        project.script("a2", "a1", """
                upgrade: [{add_column: {table: t, name: n, type: integer}}]
                downgrade: [{drop_column: {table: t, name: n}}]
                """);
        project.script("a3", "a2", "upgrade: []\ndowngrade: []\n");
    }

    private static int squashInProcess(TestProject project, int changes) throws Exception {
        Process process = ChildJvm.of(
                        List.of("-Xmx96m"),
                        SquashProcess.class.getName(),
                        List.of(project.configuration().toString(), String.valueOf(changes)))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertTrue(Set.of(0, KILLED).contains(process.exitValue()), output);
        return process.exitValue();
    }

    /** Checks that a broken graph names the cause and the remedy, and that reading it changes nothing. */
    private static void assertBrokenOrUnchanged(TestProject project, int changes) throws IOException {
        List<String> before = files(project);
        if (BROKEN_AFTER.contains(changes)) {
            TrellisException broken = assertThrows(TrellisException.class, project::upgrade);
            Problem first = broken.problems().get(0);
            assertEquals("interrupted_squash", first.name(), broken.toString());
            assertEquals("duplicate_revision", broken.problems().get(1).name());
            assertTrue(String.valueOf(first.location()).contains("db/.squash-"), first.toString());
            assertTrue(String.valueOf(first.advice()).endsWith(": trellis squash app@a2"), first.toString());
        } else {
            assertEquals(List.of(), project.upgrade().steps());
        }
        assertEquals(before, files(project));
    }

    private static void assertSquashed(TestProject project, int changes) {
        NoteCollector collector = new NoteCollector();
        try (Trellis trellis = project.trellis(Extensions.NONE, collector)) {
            SquashRequest request = request(project.folder());
            if (changes == CHANGES) {
                TrellisException done = assertThrows(TrellisException.class, () -> trellis.squash(request));
                assertTrue(done.problem().message().contains("a2 has no ancestor"), done.toString());
            } else {
                assertEquals(List.of("a1", "a2"), trellis.squash(request).replaced());
                assertEquals(
                        List.of(), trellis.upgrade("heads", UpgradeOptions.NONE).steps());
            }
        }
        assertEquals(
                RESTORED_AFTER.contains(changes),
                collector.notes().stream()
                        .anyMatch(note -> note.startsWith("putting back the scripts of the interrupted squash in ")),
                collector.notes().toString());
    }

    private static List<String> files(TestProject project) throws IOException {
        try (Stream<Path> files = Files.walk(project.folder())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> project.folder().relativize(file).toString())
                    .filter(name -> name.startsWith("db") || name.startsWith("old"))
                    .sorted()
                    .toList();
        }
    }
}
