package dev.trellis.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.RevisionReport;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A release meets a database that a newer release has upgraded. */
class NewerRevisionsTest {
    private static final String TABLE = """
            upgrade:
              - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
            """;
    private static final String COLUMN = """
            upgrade:
              - add_column: {table: t, name: %s, type: integer}
            downgrade:
              - drop_column: {table: t, name: %s}
            """;

    @TempDir
    Path folder = Path.of("");

    private TestProject project(Kind kind, String headers) {
        TestProject project = new TestProject(kind, folder);
        project.write("db/model.yaml", "tables:\n  t: {columns: {id: integer}, primary_key: [id]}\n");
        project.script("a1", "null", TABLE);
        project.script("a2", "a1", headers + COLUMN.formatted("b", "b"));
        project.script("a3", "a2", headers + COLUMN.formatted("c", "c"));
        project.upgrade();
        takeAway("a2.yaml", "a3.yaml");
        return project;
    }

    private void takeAway(String... names) {
        try {
            for (String name : names) {
                Files.delete(folder.resolve("db").resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T with(TestProject project, Function<Trellis, T> use) {
        try (Trellis trellis = project.trellis()) {
            return use.apply(trellis);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_newer_database_is_refused_and_all_its_revisions_are_named(Kind kind) {
        try (TestProject project = project(kind, "")) {
            List<Consumer<Trellis>> commands = List.of(
                    trellis -> trellis.upgrade("heads", UpgradeOptions.NONE),
                    trellis -> trellis.planUpgrade("heads", UpgradeOptions.NONE),
                    Trellis::current,
                    Trellis::checkHeads,
                    trellis -> trellis.check(null));
            for (Consumer<Trellis> command : commands) {
                TrellisException refused = assertThrows(
                        TrellisException.class,
                        () -> with(project, trellis -> {
                            command.accept(trellis);
                            return trellis;
                        }));
                assertEquals("unexplained_revision", refused.name());
                assertTrue(
                        refused.problem()
                                .message()
                                .startsWith("revisions a2, a3 are applied, but there are no scripts"),
                        refused.problem().message());
                assertTrue(String.valueOf(refused.problem().advice()).contains("tolerate: newer"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void scripts_that_declare_it_permit_the_previous_release(Kind kind) {
        try (TestProject project = project(kind, "compatible: true\n")) {
            works(project);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_configuration_permits_every_newer_revision(Kind kind) {
        try (TestProject project = project(kind, "")) {
            project.with("tolerate: newer\n");
            works(project);
        }
    }

    private void works(TestProject project) {
        assertEquals(
                List.of(),
                with(project, trellis -> trellis.upgrade("heads", UpgradeOptions.NONE))
                        .steps());
        assertEquals(
                List.of("a3"),
                with(project, trellis -> trellis.upgrade("heads", UpgradeOptions.NONE))
                        .heads());
        assertEquals(
                List.of(),
                with(project, trellis -> trellis.planUpgrade("heads", UpgradeOptions.NONE))
                        .steps());
        assertEquals(
                List.of("a3"),
                with(project, Trellis::current).stream()
                        .map(RevisionReport::revision)
                        .toList());
        with(project, trellis -> {
            trellis.checkHeads();
            return trellis;
        });
        assertEquals(
                List.of("a3", "a2", "a1"),
                with(project, trellis -> trellis.history(null, true)).stream()
                        .map(RevisionReport::revision)
                        .toList());
        assertEquals(List.of(), with(project, trellis -> trellis.check(null)));
        TrellisException refused = assertThrows(
                TrellisException.class,
                () -> with(
                        project,
                        trellis -> trellis.autogenerate(RevisionRequest.of("x", "app@head"), rename -> false)));
        assertEquals("unexplained_revision", refused.name());

        // A revision that this release knows and that is not applied is run; nothing else is.
        Path other = project.write(
                "db/n1.yaml", "revision: n1\ndown_revision: null\nbranch_labels: [other]\nmessage: x\nupgrade: []\n");
        assertTrue(Files.exists(other));
        assertEquals(
                List.of("n1"),
                with(project, trellis -> trellis.upgrade("heads", UpgradeOptions.NONE)).steps().stream()
                        .map(step -> step.revision())
                        .toList());
        assertEquals(
                List.of("a3", "a2"),
                with(project, trellis -> trellis.downgrade("app@a1", others -> true)).steps().stream()
                        .map(step -> step.revision())
                        .toList());
        assertEquals(
                List.of("a1", "n1"), project.database().query("select version_num from trellis_version order by 1"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void one_revision_that_does_not_declare_it_is_refused(Kind kind) {
        try (TestProject project = project(kind, "compatible: true\n")) {
            project.script("a2", "a1", "compatible: true\n" + COLUMN.formatted("b", "b"));
            project.script("a3", "a2", "compatible: true\n" + COLUMN.formatted("c", "c"));
            project.script("a4", "a3", COLUMN.formatted("d", "d"));
            project.upgrade();
            takeAway("a2.yaml", "a3.yaml", "a4.yaml");
            TrellisException refused = assertThrows(TrellisException.class, project::upgrade);
            assertTrue(
                    refused.problem().message().startsWith("revision a4 is applied"),
                    refused.problem().message());
        }
    }
}
