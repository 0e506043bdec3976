package dev.trellis.cli;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The working directory and the environment variables of a command. An application or a test that calls {@link Main#run} can
 * pass a directory and variables other than those of the process.
 *
 * @param directory the directory that relative paths are resolved against; empty for the working directory of the process
 * @param variables returns the value of an environment variable, or null if it is not set
 */
public record CommandEnvironment(Path directory, UnaryOperator<@Nullable String> variables) {
    static final CommandEnvironment PROCESS = new CommandEnvironment(Path.of(""), System::getenv);

    Path resolve(Path path) {
        return directory.resolve(path);
    }

    @Nullable
    String variable(String name) {
        return variables.apply(name);
    }
}
