package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The editor of {@code edit} is missing, fails, or removes the script. */
@SuppressWarnings("NullAway.Init")
class EditorTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /nonexistent | editor_failed: | could not be started
            false | editor_failed: | exited with code 1
            "" | editor_failed: | could not be started
            rm | editor_failed: | has removed the script
            """)
    void a_failure_of_the_editor_is_reported(String editor, String error, String reason) {
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {notes: {directory: db}}\n");
        CommandLineRun.write(folder, "db/a.yaml", "revision: a1\nbranch_labels: [notes]\nupgrade: []\n");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new CommandEnvironment(Path.of(""), name -> name.equals("EDITOR") ? editor : null),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "-c",
                folder.resolve("trellis.yaml").toString(),
                "edit",
                "a1");
        String message = err.toString(StandardCharsets.UTF_8);
        assertEquals(Main.EXIT_FAILED, code, message);
        assertTrue(message.startsWith("error: " + error), message);
        assertTrue(message.contains(reason), message);
    }
}
