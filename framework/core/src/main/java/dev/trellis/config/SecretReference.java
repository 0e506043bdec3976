package dev.trellis.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The place of a secret, such as the password of a target of a fleet. A reference may be printed; the secret itself is read
 * when a connection needs it, and never printed.
 */
public sealed interface SecretReference {
    /** The value of an environment variable. */
    record EnvironmentVariable(String name) implements SecretReference {}

    /** The content of a file without the line break at its end. */
    record SecretFile(Path path) implements SecretReference {}

    /**
     * The first line that a command prints.
     *
     * @param words the program and its arguments; no shell is involved
     * @param folder the working directory of the command
     */
    record Command(List<String> words, Path folder) implements SecretReference {
        public Command {
            words = List.copyOf(words);
        }
    }
}
