package dev.trellis.cli;

import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.internal.connection.PendingConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Does beside, while the command line is still being taken apart, what the command will want in a moment: the reader of the
 * configuration and the database's driver take as long to load as that, and there is more than one processor. Where the
 * command line leaves no doubt, a server is connected to as well. What it guesses wrong, and what is wrong with the
 * configuration, shows where it is wanted.
 */
final class StartupPrefetch implements Callable<@Nullable PendingConnection> {
    /** What is said where a command connects. */
    private static final Set<String> MAY_CONNECT =
            Set.of("upgrade", "downgrade", "current", "check", "stamp", "resume", "--autogenerate", "db-create");

    /** Commands that connect whatever else is said with them. */
    private static final Set<String> ALWAYS_CONNECTS = Set.of("upgrade", "downgrade", "current", "check", "stamp");

    /** Options that change nothing about what is connected to. */
    private static final Set<String> IRRELEVANT_OPTIONS = Set.of(
            "-q", "--quiet", "-v", "--verbose", "--json", "--log-sql", "--raiseerr", "--adopt", "--accept-changed");

    /** For what is not a process of its own. */
    static final StartupPrefetch NONE = new StartupPrefetch(List.of());

    private final List<String> args;
    private final @Nullable FutureTask<@Nullable PendingConnection> task;

    private StartupPrefetch(List<String> args) {
        this.args = args;
        boolean connects = args.stream().anyMatch(MAY_CONNECT::contains) && !args.contains("--sql");
        task = connects ? new FutureTask<>(this) : null;
    }

    static StartupPrefetch begin(String... args) {
        StartupPrefetch ahead = new StartupPrefetch(List.of(args));
        if (ahead.task != null) {
            Thread thread = new Thread(ahead.task, "trellis-ahead");
            thread.setDaemon(true);
            thread.start();
        }
        return ahead;
    }

    @Override
    public @Nullable PendingConnection call() {
        int option = configOption(args);
        String config = option >= 0 && option + 1 < args.size()
                ? args.get(option + 1)
                : Objects.requireNonNullElse(System.getenv("TRELLIS_CONFIG"), "trellis.yaml");
        Path path = Path.of(config);
        // What comes out of a pipe can be read once.
        if (!Files.isRegularFile(path)) {
            return null;
        }
        Configuration configuration = ConfigurationReader.read(path, null, Map.of(), System::getenv);
        if (isCertain(args)) {
            return PendingConnection.begin(configuration);
        }
        PendingConnection.loadDriver(configuration);
        return null;
    }

    private static int configOption(List<String> args) {
        return Math.max(args.indexOf("-c"), args.indexOf("--config"));
    }

    /** Whether the words can only mean that the database of the configuration they name is connected to. */
    static boolean isCertain(List<String> args) {
        int option = configOption(args);
        List<String> words = new ArrayList<>(args);
        if (option >= 0) {
            words.subList(option, Math.min(option + 2, words.size())).clear();
        }
        words.removeAll(IRRELEVANT_OPTIONS);
        return !words.isEmpty()
                && ALWAYS_CONNECTS.contains(words.get(0))
                && words.stream().noneMatch(word -> word.startsWith("-") || word.startsWith("@"));
    }

    /** What is being connected to, for whoever takes it or gives it up; null for nothing. */
    @Nullable
    PendingConnection connecting() {
        if (task == null) {
            return null;
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The command has ended. */
    void end() {
        if (task != null && task.isDone()) {
            PendingConnection connecting = connecting();
            if (connecting != null) {
                connecting.abandon();
            }
        }
    }
}
