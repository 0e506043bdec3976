package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 0 is success, 1 a failure, 2 wrong usage, and 3 a finding of a command that checks. */
@SuppressWarnings("NullAway.Init")
class ExitCodesTest {
    @TempDir
    Path folder;

    /** The database lacks the second revision, which loses data; the model has a column that no revision creates. */
    @ParameterizedTest
    @CsvSource({
        "heads, 0",
        "branches, 0",
        "current, 0",
        "current --check-heads, 3",
        "lint, 3",
        "lint -r base:a1, 0",
        "verify, 3",
        "check, 1",
        "upgrade heads, 0",
        "current --check-headz, 2",
        "heads x, 2",
        "show zz, 1"
    })
    void findings_failures_and_wrong_usage_have_different_codes(String command, int code) {
        project();
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "a1").code());
        assertCode(command, code);
    }

    @ParameterizedTest
    @CsvSource({"heads, 0", "branches, 0", "current --check-heads, 0", "lint, 0", "check, 3"})
    void a_check_of_an_upgraded_database_finds_only_what_the_model_adds(String command, int code) {
        project();
        assertEquals(Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        assertCode(command, code);
    }

    private void assertCode(String command, int code) {
        CommandLineRun run = CommandLineRun.of(folder, command.split(" "));
        assertEquals(code, run.code(), command + "\n" + run.out() + run.err());
    }

    private void project() {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:app.db\"}\nbranches: {app: {directory: db}}\n");
        CommandLineRun.write(
                folder, "db/model.yaml", "tables: {t: {columns: {id: integer, n: text}, primary_key: [id]}}\n");
        CommandLineRun.write(folder, "db/a1.yaml", """
                revision: a1
                branch_labels: [app]
                upgrade: [{create_table: {name: t, columns: {id: integer, old: text}, primary_key: [id]}}]
                downgrade: [{drop_table: t}]
                """);
        CommandLineRun.write(folder, "db/b1.yaml", """
                revision: b1
                down_revision: a1
                upgrade: [{drop_column: {table: t, name: old}}]
                downgrade: [{add_column: {table: t, name: old, type: text}}]
                """);
    }
}
