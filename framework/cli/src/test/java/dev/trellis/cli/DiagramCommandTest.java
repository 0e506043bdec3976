package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code diagram} and {@code docs}. */
@SuppressWarnings("NullAway.Init")
class DiagramCommandTest {
    @TempDir
    Path folder;

    private CommandLineRun run(String... args) {
        CommandLineRun.write(folder, "trellis.yaml", "branches: {app: {directory: db}}\n");
        CommandLineRun.write(folder, "db/a1.yaml", """
                revision: a1
                branch_labels: [app]
                upgrade: [{create_table: {name: t, columns: {id: integer}, primary_key: [id]}}]
                downgrade: [{drop_table: t}]
                """);
        return CommandLineRun.of(folder, args);
    }

    @Test
    void a_diagram_needs_no_database() {
        CommandLineRun run = run("diagram", "--format", "dbml");
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        assertTrue(run.out().startsWith("Table \"t\""), run.out());
    }

    @Test
    void a_diagram_is_written_to_a_file() throws IOException {
        Path file = folder.resolve("graph.md");
        CommandLineRun run = run("diagram", "--graph", "--format", "mermaid", "-o", file.toString());
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        assertTrue(Files.readString(file).startsWith("```mermaid\n"));
        assertEquals("", run.out());
    }

    @Test
    void an_unknown_revision_is_an_error() {
        CommandLineRun run = run("diagram", "--at", "zzzz");
        assertEquals(Main.EXIT_FAILED, run.code());
        assertTrue(run.err().startsWith("error: no_such_revision"), run.err());
    }

    @Test
    void dbml_has_no_graph() {
        CommandLineRun run = run("diagram", "--graph", "--format", "dbml");
        assertEquals(Main.EXIT_FAILED, run.code());
        assertTrue(run.err().startsWith("error: unknown_format"), run.err());
    }

    @Test
    void docs_writes_a_site_without_a_database() {
        CommandLineRun run = run("docs", folder.resolve("site").toString());
        assertEquals(Main.EXIT_OK, run.code(), run.err());
        assertTrue(run.out().contains("1 table, 0 definitions, 1 revision"), run.out());
        assertTrue(Files.exists(folder.resolve("site/tables/t.html")));
    }

    @Test
    void docs_refuses_a_folder_with_other_files() {
        CommandLineRun.write(folder, "other/thesis.txt", "mine");
        CommandLineRun run = run("docs", folder.resolve("other").toString());
        assertEquals(Main.EXIT_FAILED, run.code());
        assertTrue(run.err().startsWith("error: file_exists"), run.err());
        assertFalse(Files.exists(folder.resolve("other/index.html")));
    }
}
