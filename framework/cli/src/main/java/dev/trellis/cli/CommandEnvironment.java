package dev.trellis.cli;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a command runs.
 *
 * @param directory where relative paths begin; empty for that of the process
 * @param variables an environment variable's value, or null
 */
public record CommandEnvironment(Path directory, UnaryOperator<@Nullable String> variables) {
    /** Those of the process. */
    static final CommandEnvironment PROCESS = new CommandEnvironment(Path.of(""), System::getenv);

    Path resolve(Path path) {
        return directory.resolve(path);
    }

    @Nullable
    String variable(String name) {
        return variables.apply(name);
    }
}
