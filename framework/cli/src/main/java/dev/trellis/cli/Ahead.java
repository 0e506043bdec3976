package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.config.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Loads what a command needs in a moment while the command line is still being taken apart: the reader of the configuration
 * and the database's driver take as long as that, and there is more than one processor. What it guesses wrong, and what is
 * wrong with the configuration, shows where it is wanted.
 */
final class Ahead {
    /** What is said where a command connects. */
    private static final Set<String> CONNECTING =
            Set.of("upgrade", "downgrade", "current", "check", "stamp", "resume", "--autogenerate", "db-create");

    private Ahead() {}

    static void begin(String... args) {
        Thread thread = new Thread(() -> load(List.of(args)), "trellis-ahead");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((unused, e) -> {});
        thread.start();
    }

    private static void load(List<String> args) {
        if (args.stream().noneMatch(CONNECTING::contains) || args.contains("--sql")) {
            return;
        }
        int option = Math.max(args.indexOf("-c"), args.indexOf("--config"));
        String config = option >= 0 && option + 1 < args.size()
                ? args.get(option + 1)
                : Objects.requireNonNullElse(System.getenv("TRELLIS_CONFIG"), "trellis.yaml");
        Path path = Path.of(config);
        // What comes out of a pipe can be read once.
        if (Files.isRegularFile(path)) {
            Trellis.expect(ConfigurationReader.read(path, null, Map.of(), System::getenv));
        }
    }
}
