package dev.trellis.fleet;

import dev.trellis.config.SecretReference;
import dev.trellis.config.SecretReference.Command;
import dev.trellis.config.SecretReference.EnvironmentVariable;
import dev.trellis.config.SecretReference.SecretFile;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads secrets, each once. */
final class SecretReader {
    private final UnaryOperator<@Nullable String> environment;
    private final Map<SecretReference, String> known = new ConcurrentHashMap<>();

    SecretReader(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Returns the secret.
     *
     * @throws FleetException {@code no_secret}; the message contains no output of a command, which may be a secret
     */
    @Nullable
    String read(@Nullable SecretReference reference) {
        return reference == null ? null : known.computeIfAbsent(reference, this::readNew);
    }

    private String readNew(SecretReference reference) {
        if (reference instanceof EnvironmentVariable variable) {
            String value = environment.apply(variable.name());
            if (value == null) {
                throw FleetException.noSecret("the environment variable " + variable.name(), "it is not set");
            }
            return value;
        }
        if (reference instanceof SecretFile file) {
            try {
                return Files.readString(file.path()).replaceFirst("\\R\\z", "");
            } catch (IOException e) {
                throw FleetException.noSecret("the file " + DisplayPath.of(file.path()), FileFailure.reason(e));
            }
        }
        Command command = (Command) reference;
        List<String> lines =
                CommandOutput.lines("the command " + command.words().get(0), command.words(), command.folder());
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            throw FleetException.noSecret("the command " + command.words().get(0), "it prints nothing");
        }
        return lines.get(0);
    }
}
