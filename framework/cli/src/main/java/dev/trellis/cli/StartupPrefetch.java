package dev.trellis.cli;

import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.internal.workspace.PendingConnection;
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
 * Loads the configuration reader and the JDBC driver on a second thread while picocli parses the arguments; if the arguments
 * are unambiguous, also connects to a database server. Loading or connecting in vain only costs time. The prefetch ignores
 * errors, because the command repeats the work and reports the errors.
 */
final class StartupPrefetch implements Callable<@Nullable PendingConnection> {
    /** The commands and options with which a command may connect to the database. */
    private static final Set<String> MAY_CONNECT =
            Set.of("upgrade", "downgrade", "current", "check", "stamp", "resume", "--autogenerate", "db-create");

    /** Commands that connect regardless of their other arguments. */
    private static final Set<String> ALWAYS_CONNECTS = Set.of("upgrade", "downgrade", "current", "check", "stamp");

    /** Options that do not influence the connection. */
    private static final Set<String> IRRELEVANT_OPTIONS = Set.of(
            "-q", "--quiet", "-v", "--verbose", "--json", "--log-sql", "--raiseerr", "--adopt", "--accept-changed");

    /** Prefetches nothing; for commands that are not run by {@link Main#main}. */
    static final StartupPrefetch NONE = new StartupPrefetch(List.of());

    private final List<String> args;
    private final @Nullable FutureTask<@Nullable PendingConnection> task;

    private StartupPrefetch(List<String> args) {
        this.args = args;
        boolean connects = args.stream().anyMatch(MAY_CONNECT::contains)
                && !args.contains("--sql")
                && !args.get(0).equals("__complete")
                && !args.contains("fleet");
        task = connects ? new FutureTask<>(this) : null;
    }

    static StartupPrefetch begin(String... args) {
        StartupPrefetch prefetch = new StartupPrefetch(List.of(args));
        if (prefetch.task != null) {
            Thread thread = new Thread(prefetch.task, "trellis-startup-prefetch");
            thread.setDaemon(true);
            thread.start();
        }
        return prefetch;
    }

    @Override
    public @Nullable PendingConnection call() {
        int option = configOption(args);
        String config = option >= 0 && option + 1 < args.size()
                ? args.get(option + 1)
                : Objects.requireNonNullElse(System.getenv("TRELLIS_CONFIG"), "trellis.yaml");
        Path path = Path.of(config);
        // A pipe can be read only once, so its content is left to the command.
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

    /** Returns whether the arguments certainly name a command that connects to the database of the configuration. */
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

    /** Offers the connection that the prefetch has begun to open, if any, to the command. */
    void offer() {
        PendingConnection connection = connecting();
        if (connection != null) {
            connection.offer();
        }
    }

    private @Nullable PendingConnection connecting() {
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

    /** Abandons the connection after the command has ended. */
    void end() {
        if (task != null && task.isDone()) {
            PendingConnection connecting = connecting();
            if (connecting != null) {
                connecting.abandon();
            }
        }
    }
}
