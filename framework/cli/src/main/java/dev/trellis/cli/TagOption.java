package dev.trellis.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option {@code --tag}. Alembic passes its value to {@code env.py}; Trellis treats it like {@code -x tag=NAME}: a
 * variable of the configuration and an argument of Java migrations.
 */
final class TagOption {
    @Option(names = "--tag", paramLabel = "NAME", description = "Set the variable 'tag'; short for -x tag=NAME.")
    private @Nullable String name;

    Map<String, String> arguments() {
        return name == null ? Map.of() : Map.of("tag", name);
    }
}
