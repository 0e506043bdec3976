package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AheadTest {
    @TempDir
    Path folder = Path.of("");

    /** As by {@code -c <(generate)}: whoever reads it first has it. */
    @Test
    void a_configuration_from_a_pipe_is_left_to_the_command() throws Exception {
        Files.createDirectory(folder.resolve("db"));
        Files.writeString(
                folder.resolve("db/a1_begin.yaml"),
                "revision: a1\nbranch_labels: [app]\nmessage: begin\nupgrade: []\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "-c",
                        "/dev/stdin",
                        "upgrade",
                        "heads")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(("database: {url: \"jdbc:sqlite:" + folder + "/app.db\"}\nbranches: {app: {directory: " + folder
                            + "/db}}\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(0, process.waitFor(), () -> read(folder.resolve("out.txt")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
