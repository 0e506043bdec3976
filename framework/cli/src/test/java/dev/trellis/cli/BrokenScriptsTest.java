package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that reads the bodies of several scripts reports every broken one, so that all can be corrected at once. */
@SuppressWarnings("NullAway.Init")
class BrokenScriptsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lint",
                "lint --rev-range base:heads",
                "verify",
                "upgrade heads",
                "upgrade heads --dry-run",
                "upgrade heads --sql"
            })
    void all_broken_scripts_are_reported(String command) {
        project("false");
        assertAllReported(CommandLineRun.of(folder, command.split(" ")));
    }

    /** Because one branch is protected, the command first reads all scripts to find the owner of each table. */
    @ParameterizedTest
    @ValueSource(strings = {"lint", "verify", "upgrade heads", "upgrade heads --dry-run", "upgrade heads --sql"})
    void all_broken_scripts_are_reported_next_to_a_protected_branch(String command) {
        project("true");
        assertAllReported(CommandLineRun.of(folder, command.split(" ")));
    }

    private static void assertAllReported(CommandLineRun run) {
        assertEquals(Main.EXIT_FAILED, run.code(), run.out());
        assertEquals(
                List.of("unknown_operation a2.yaml", "missing_key a3.yaml", "unterminated_sql a4.sql"),
                run.err()
                        .lines()
                        .filter(line -> line.startsWith("error: "))
                        .map(line -> line.replaceFirst("^error: (\\w+): .*/(a\\d\\.\\w+):.*", "$1 $2"))
                        .toList(),
                run.err());
    }

    private void project(String isProtected) {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:app.db\"}\nbranches: {app: {directory: db}, core: {directory: core, protected: "
                        + isProtected + "}}\n");
        CommandLineRun.write(folder, "core/c1.yaml", "revision: c1\nbranch_labels: [core]\nupgrade: []\n");
        CommandLineRun.write(folder, "db/model.yaml", "tables: {t: {columns: {id: integer}, primary_key: [id]}}\n");
        CommandLineRun.write(folder, "db/a1.yaml", """
                revision: a1
                branch_labels: [app]
                upgrade: [{create_table: {name: t, columns: {id: integer}, primary_key: [id]}}]
                """);
        CommandLineRun.write(folder, "db/a2.yaml", "revision: a2\ndown_revision: a1\nupgrade: [{create_tabel: t}]\n");
        CommandLineRun.write(
                folder, "db/a3.yaml", "revision: a3\ndown_revision: a2\nupgrade: [{drop_table: {tabel: t}}]\n");
        CommandLineRun.write(folder, "db/a4.sql", "-- revision: a4\n-- down_revision: a3\n-- upgrade\nselect 'open;\n");
    }
}
