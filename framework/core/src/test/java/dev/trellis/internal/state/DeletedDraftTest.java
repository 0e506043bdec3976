package dev.trellis.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A generated revision fails, and its author deletes the file and generates it again. On MariaDB, MySQL and H2 the first part
 * of the failed revision has taken effect.
 */
class DeletedDraftTest {
    private static final String FAILING = """
            upgrade:
              - create_table: {name: a, columns: {id: integer}, primary_key: [id]}
              - create_table: {name: b, columns: {id: integer}, primary_key: [id]}
              - execute: insert into nowhere values (1)
            downgrade:
              - drop_table: b
              - drop_table: a
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL", "H2"})
    void deleting_a_failed_draft_is_explained_and_the_advice_leads_out(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            Path draft = failed(project);
            String text = Files.readString(draft);
            Files.delete(draft);

            for (TrellisException refused : List.of(
                    assertThrows(TrellisException.class, () -> generate(project)),
                    assertThrows(TrellisException.class, project::upgrade))) {
                assertEquals("unexplained_revision", refused.name());
                String message = refused.problem().message();
                assertTrue(message.startsWith("revision d1 from branch 'app' in "), message);
                assertTrue(
                        message.endsWith(
                                " was interrupted after some of its statements had taken effect, and there is no"
                                        + " script for it any more"),
                        message);
                String advice = String.valueOf(refused.problem().advice());
                assertTrue(advice.contains("Put its script back"), advice);
                assertTrue(advice.contains("trellis history --applied -v"), advice);
                assertTrue(advice.contains("correct the statement that failed"), advice);
                assertTrue(advice.contains("downgrade it afterwards"), advice);
            }
            assertTrue(project.attempts().stream().anyMatch(entry -> text.equals(entry.script())));

            Files.writeString(draft, text.replace("  - execute: insert into nowhere values (1)\n", ""));
            project.upgrade();
            try (Trellis trellis = project.trellis()) {
                trellis.downgrade("base", others -> true);
            }
            Files.delete(draft);
            generateAndRun(project);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "SQLITE"})
    void a_failed_draft_can_be_deleted_where_ddl_is_rolled_back(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            Files.delete(failed(project));
            generateAndRun(project);
        }
    }

    /** Runs a draft that fails at its last operation, and returns its file. */
    private static Path failed(TestProject project) {
        project.write(
                "db/model.yaml",
                "tables:\n  a: {columns: {id: integer}, primary_key: [id]}\n  b: {columns: {id: integer}, primary_key: [id]}\n");
        Path draft = project.script("d1", "null", FAILING);
        assertEquals(
                "statement_failed",
                assertThrows(TrellisException.class, project::upgrade).name());
        return draft;
    }

    private static AutogenerateReport generate(TestProject project) {
        try (Trellis trellis = project.trellis()) {
            return trellis.autogenerate(
                    new RevisionRequest(
                            "again",
                            null,
                            false,
                            List.of("app"),
                            List.of(),
                            null,
                            null,
                            "yaml",
                            dev.trellis.script.DraftBody.EMPTY),
                    rename -> false);
        }
    }

    private static void generateAndRun(TestProject project) throws Exception {
        AutogenerateReport generated = generate(project);
        assertNotNull(generated.revision());
        project.upgrade();
        try (Trellis trellis = project.trellis()) {
            assertEquals(List.of(), trellis.check("app").get(0).operations());
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }
}
