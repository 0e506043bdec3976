package dev.trellis.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The place of a secret, such as the password of a target of a fleet. A reference may be printed; the secret itself is read
 * when a connection needs it, and never printed.
 */
public sealed interface SecretReference {
    /** An environment variable whose value is the secret. */
    record EnvironmentVariable(String name) implements SecretReference {}

    /** A file whose content, without the line break at its end, is the secret. */
    record SecretFile(Path path) implements SecretReference {}

    /**
     * A command whose first line of standard output is the secret.
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
