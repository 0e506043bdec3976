package dev.trellis.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A word of the caller's own. Alembic hands it to {@code env.py}; here it is where {@code -x} values are: a variable of the
 * configuration, and an argument of Java migrations.
 */
final class Tag {
    @Option(names = "--tag", paramLabel = "NAME", description = "Short for -x tag=NAME: a word of your own.")
    private @Nullable String name;

    Map<String, String> arguments() {
        return name == null ? Map.of() : Map.of("tag", name);
    }
}
