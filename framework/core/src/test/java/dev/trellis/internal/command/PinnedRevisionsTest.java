package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.LockReport;
import dev.trellis.report.RunReport;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock file pins the revisions of a release, and the order in which a fresh database runs them. */
class PinnedRevisionsTest {
    private static final UpgradeOptions LOCKED = new UpgradeOptions(false, false, true);

    @TempDir
    Path folder = Path.of("");

    private TestProject project() {
        TestProject project = new TestProject(Kind.SQLITE, folder).with("  plugin: {directory: plugin}\n");
        project.script("a1", "null", "upgrade: []\n");
        project.script("a2", "a1", "upgrade: []\n");
        project.write(
                "plugin/p1.yaml",
                "revision: p1\ndown_revision: null\nbranch_labels: [plugin]\ndepends_on: a1\nmessage: x\nupgrade: []\n");
        return project;
    }

    private static List<String> differences(TestProject project) {
        try (Trellis trellis = project.trellis()) {
            return trellis.compareLock().differences().stream()
                    .map(LockReport.Difference::toString)
                    .toList();
        }
    }

    private static void lock(TestProject project) {
        try (Trellis trellis = project.trellis()) {
            trellis.lock();
        }
    }

    private static RunReport upgrade(TestProject project) {
        try (Trellis trellis = project.trellis()) {
            return trellis.upgrade("heads", LOCKED);
        }
    }

    @Test
    void a_written_file_matches_until_a_script_changes() throws Exception {
        try (TestProject project = project()) {
            lock(project);
            assertEquals(List.of(), differences(project));
            String text = Files.readString(folder.resolve("trellis.lock"));
            assertTrue(text.contains("  - {revision: a1, branch: app, checksum: "), text);

            Files.writeString(
                    folder.resolve("db/a2.yaml"),
                    Files.readString(folder.resolve("db/a2.yaml")).replace("\n", "\r\n"));
            assertEquals(List.of(), differences(project));

            project.script("a2", "a1", "upgrade:\n  - execute: select 1\n");
            project.script("a3", "a2", "upgrade: []\n");
            Files.delete(folder.resolve("plugin/p1.yaml"));
            assertEquals(
                    List.of("changed a2 of branch 'app'", "added a3 of branch 'app'", "missing p1 of branch 'plugin'"),
                    differences(project));
        }
    }

    @Test
    void a_locked_upgrade_refuses_other_scripts_and_leaves_the_database_untouched() {
        try (TestProject project = project()) {
            assertEquals(
                    "not_locked",
                    assertThrows(TrellisException.class, () -> upgrade(project)).name());
            lock(project);
            project.script("a3", "a2", "upgrade: []\n");
            TrellisException refused = assertThrows(TrellisException.class, () -> upgrade(project));
            assertEquals("not_locked", refused.name());
            assertTrue(refused.problem().message().contains("added a3 of branch 'app'"));
            assertEquals(
                    List.of("0"),
                    project.database().query("select count(*) from sqlite_master where name like 'trellis%'"));
            lock(project);
            assertEquals(4, upgrade(project).steps().size());
        }
    }

    @Test
    void a_fresh_database_follows_the_order_of_the_file() throws Exception {
        try (TestProject project = project()) {
            lock(project);
            List<String> lines = Files.readAllLines(folder.resolve("trellis.lock"));
            List<String> order = lines.subList(2, 5).stream()
                    .map(line -> line.substring(15, 17))
                    .toList();
            List<String> swapped = List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(4), lines.get(3));
            Files.write(folder.resolve("trellis.lock"), swapped);
            assertEquals(2, differences(project).size());
            List<String> run = upgrade(project).steps().stream()
                    .map(step -> step.revision())
                    .toList();
            assertEquals(List.of(order.get(0), order.get(2), order.get(1)), run);
            assertEquals(List.of(), upgrade(project).steps());
        }
    }

    @Test
    void a_malformed_file_is_an_error_with_its_place() throws Exception {
        try (TestProject project = project()) {
            Files.writeString(folder.resolve("trellis.lock"), "revisions:\n  - {revision: a1}\n");
            TrellisException malformed = assertThrows(TrellisException.class, () -> differences(project));
            assertEquals("missing_key", malformed.name());
        }
    }
}
