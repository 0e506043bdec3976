package dev.trellis.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option {@code --tag}. Alembic passes the tag to {@code env.py}; Trellis treats {@code --tag NAME} like
 * {@code -x tag=NAME}: as a variable of the configuration and as an argument of Java migrations.
 */
final class TagOption {
    @Option(names = "--tag", paramLabel = "NAME", description = "Set the variable 'tag'; short for -x tag=NAME.")
    private @Nullable String name;

    Map<String, String> arguments() {
        return name == null ? Map.of() : Map.of("tag", name);
    }
}
