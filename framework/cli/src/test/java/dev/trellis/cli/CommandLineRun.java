package dev.trellis.cli;

import dev.trellis.testbed.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The outcome of one command.
 *
 * @param code the exit code
 * @param out the standard output: the result
 * @param err the error stream: progress, notes and errors
 */
record CommandLineRun(int code, String out, String err) {

    /** Runs a command with the {@code trellis.yaml} of a folder. */
    static CommandLineRun of(Path folder, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments =
                new ArrayList<>(List.of("-c", folder.resolve("trellis.yaml").toString()));
        arguments.addAll(List.of(args));
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        return new CommandLineRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Writes a {@code trellis.yaml} with the given database, followed by the given lines. */
    static void configure(Path folder, TestDatabase database, String lines) {
        write(folder, "trellis.yaml", """
                database: {url: "%s", user: "%s", password: "%s"}
                %s
                """.formatted(
                        database.url(),
                        Objects.requireNonNullElse(database.user(), ""),
                        Objects.requireNonNullElse(database.password(), ""),
                        lines));
    }

    /** Writes a file and creates the folders above it. */
    static void write(Path folder, String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
