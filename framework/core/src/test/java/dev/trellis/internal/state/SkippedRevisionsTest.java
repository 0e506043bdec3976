package dev.trellis.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Extensions;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.NoteCollector;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Revisions that became ancestors of applied revisions, for example because two developers number their scripts or edit a
 * header.
 */
class SkippedRevisionsTest {
    private static final String NOTE =
            "revision %s is not run: it is now an ancestor of %s, which this database has run without it."
                    + " To run %1$s, restore the former down_revision of %2$s, run trellis upgrade heads, and join the two"
                    + " heads: trellis merge heads";

    @TempDir
    Path folder = Path.of("");

    private static void table(TestProject project, String id, String parent) {
        project.script(id, parent, "upgrade:\n  - create_table: {name: " + id + ", columns: {id: integer}}\n");
    }

    private TestProject applied() {
        TestProject project = new TestProject(Kind.SQLITE, folder);
        table(project, "r1", "null");
        table(project, "r2", "r1");
        table(project, "r3", "r2");
        return project;
    }

    private static List<String> notes(TestProject project) {
        NoteCollector collector = new NoteCollector();
        try (Trellis trellis = project.trellis(Extensions.NONE, collector)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        return collector.notes();
    }

    @Test
    void a_revision_placed_below_an_applied_one_is_noted_until_it_is_run() {
        try (TestProject project = applied()) {
            assertEquals(List.of(), notes(project));
            table(project, "between", "r1");
            table(project, "r2", "between");
            assertEquals(List.of(NOTE.formatted("between", "r2")), notes(project));
            table(project, "r4", "r3");
            assertEquals(List.of(NOTE.formatted("between", "r2")), notes(project));
            table(project, "r2", "r1");
            assertEquals(List.of(), notes(project));
            assertEquals(
                    List.of("upgrade r1", "upgrade r2", "upgrade r3", "upgrade r4", "upgrade between"),
                    project.applied());
        }
    }

    @Test
    void a_base_below_the_former_base_and_a_later_dependency_are_noted() {
        try (TestProject project = applied()) {
            project.upgrade();
            project.write("db/first.yaml", "revision: first\nbranch_labels: [app]\nupgrade: []\n");
            project.write("db/other.yaml", "revision: other\nupgrade: []\n");
            project.write(
                    "db/r1.yaml",
                    "revision: r1\ndown_revision: first\nupgrade:\n"
                            + "  - create_table: {name: r1, columns: {id: integer}}\n");
            project.write(
                    "db/r3.yaml",
                    "revision: r3\ndown_revision: r2\ndepends_on: other\nupgrade:\n"
                            + "  - create_table: {name: r3, columns: {id: integer}}\n");
            assertEquals(
                    List.of(NOTE.formatted("first", "r1"), NOTE.formatted("other", "r3")),
                    notes(project).stream().sorted().toList());
        }
    }

    @Test
    void revisions_below_a_stamp_are_not_noted() {
        try (TestProject project = applied()) {
            try (Trellis trellis = project.trellis()) {
                trellis.stamp(List.of("r2"), false);
            }
            assertEquals(List.of(), notes(project));
            assertEquals(List.of("stamp r2", "upgrade r3"), project.applied());
        }
    }

    @Test
    void a_baseline_that_replaces_old_revisions_is_not_noted() throws IOException {
        try (TestProject project = applied()) {
            project.upgrade();
            Files.delete(project.folder().resolve("db/r1.yaml"));
            Files.delete(project.folder().resolve("db/r2.yaml"));
            table(project, "baseline", "null");
            table(project, "r3", "baseline");
            assertEquals(List.of(), notes(project));
        }
    }
}
