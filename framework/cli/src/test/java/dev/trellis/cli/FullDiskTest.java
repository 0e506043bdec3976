package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command reports that it could not write its output, with exit code 1. {@code /dev/full} behaves like a full disk. */
@SuppressWarnings("NullAway.Init")
class FullDiskTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade notes:heads --sql",
                "upgrade heads --sql",
                "upgrade heads --sql --json",
                "upgrade heads",
                "upgrade heads --json",
                "upgrade heads --dry-run",
                "downgrade a0000000000a:base --sql",
                "downgrade base",
                "stamp heads --sql",
                "stamp heads",
                "ensure_version --sql",
                "current",
                "current --check-heads",
                "history",
                "history --graph",
                "history --json",
                "history --applied",
                "heads",
                "show a0000000000a",
                "plugins",
                "check",
                "lint --json",
                "lint --sarif",
                "verify",
                "revision --head notes@head -m x",
                "list_templates",
                "init project",
                "config-create other.yaml",
                "nonsense --json",
                "upgrade nowhere --json",
                "--help",
                "--version",
                "upgrade --help"
            })
    void a_command_whose_output_cannot_be_written_fails(String line) throws IOException {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {notes: {directory: db, model: db/model.yaml}}\n");
        CommandLineRun.write(folder, "db/model.yaml", "tables: {t: {columns: {id: integer}}}\n");
        CommandLineRun.write(
                folder,
                "db/a.yaml",
                "revision: a0000000000a\nbranch_labels: [notes]\nmessage: first\n"
                        + "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n"
                        + "  - drop_table: t\ndowngrade: []\n");
        boolean needsApplied = line.startsWith("downgrade") || line.startsWith("c") || line.startsWith("history -");
        if (needsApplied) {
            assertEquals(
                    Main.EXIT_OK, CommandLineRun.of(folder, "upgrade", "heads").code());
        }
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code;
        try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"), true, StandardCharsets.UTF_8)) {
            code = Main.run(
                    new CommandEnvironment(folder, name -> null),
                    full,
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    line.split(" "));
        }
        String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("error: cannot_write: standard output: "), text);
        assertEquals(line.startsWith("nonsense") ? Main.EXIT_USAGE : Main.EXIT_FAILED, code, text);
    }
}
