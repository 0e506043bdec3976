package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupPrefetchTest {
    @TempDir
    Path folder = Path.of("");

    /** A pipe, as in {@code -c <(generate)}, can be read only once. */
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade heads",
                "upgrade",
                "-c other.yaml upgrade heads",
                "upgrade heads --config other.yaml",
                "-q --json current",
                "check -v",
                "downgrade poser@base",
                "stamp heads"
            })
    void unambiguous_arguments_start_a_connection(String words) {
        assertTrue(StartupPrefetch.isCertain(List.of(words.split(" "))));
    }

    /** The configuration or the environment is not certain, or the command does not connect. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-cother.yaml upgrade heads",
                "--config=other.yaml upgrade heads",
                "-c other.yaml -c another.yaml upgrade heads",
                "-n production upgrade heads",
                "upgrade heads -x url=jdbc:other",
                "upgrade heads --sql",
                "upgrade heads -h",
                "upgrade @arguments",
                "downgrade -1",
                "heads",
                "branches upgrade",
                "revision -m upgrade",
                "-c upgrade"
            })
    void ambiguous_arguments_do_not_start_a_connection(String words) {
        assertFalse(StartupPrefetch.isCertain(List.of(words.split(" "))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
