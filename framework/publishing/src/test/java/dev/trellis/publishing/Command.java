package dev.trellis.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A process in a folder, and environment variables that it gets in addition to those of this process. */
record Command(Path folder, Map<String, String> environment) {
    static Command in(Path folder) {
        return new Command(folder, Map.of());
    }

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    Command with(String variable, Object value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(variable, value.toString());
        return new Command(folder, all);
    }

    /** Returns what the command prints; fails if its exit code is not 0. */
    String run(Object... command) {
        return run(0, command);
    }

    /** Returns what the command prints; fails if its exit code is not 1. */
    String fail(Object... command) {
        return run(1, command);
    }

    private String run(int exitCode, Object[] command) {
        List<String> words = Arrays.stream(command).map(Object::toString).toList();
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // What the script of the outer Maven has set for itself.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        builder.environment().put("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(exitCode, process.waitFor(), () -> words + "\n" + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
