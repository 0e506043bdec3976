package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/**
 * The base class of commands that work on a {@link Trellis}. A plugin adds a command with a subclass that has picocli's
 * annotations, bound with {@code trellis.command(...)}:
 *
 * <pre>{@code
 * @Command(name = "count-clerks", description = "Count the clerks.")
 * final class CountClerks extends TrellisCommand {
 *     @Override
 *     protected void run(Trellis trellis, Output output) {
 *         long count = ...;
 *         output.result(Map.of("clerks", count), List.of(count + " clerks"));
 *     }
 * }
 * }</pre>
 *
 * <p>The options of all commands, such as {@code --config} and {@code --json}, work for a plugin's command as well. The
 * {@code plugins} page of the documentation shows a whole plugin.
 */
public abstract class TrellisCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private RootCommand root;

    private int exitCode = Main.EXIT_OK;

    /**
     * Runs the command and prints its result. An exception of type {@link dev.trellis.error.TrellisException} is printed as
     * an error, and the process exits with 1; any other exception is reported as {@code internal_error}.
     *
     * @param trellis the project of the configuration; closed after the command
     * @param output prints results and notes
     */
    protected abstract void run(Trellis trellis, Output output);

    /** Returns the variables that the command's own options set, in addition to the variables of {@code -x}. */
    Map<String, String> arguments() {
        return Map.of();
    }

    /** Makes the process exit with 3, the code of a check with findings, instead of 0. */
    protected final void reportFinding() {
        exitCode = Main.EXIT_FINDINGS;
    }

    final RootCommand root() {
        return root;
    }

    /** Opens the project of the configuration, runs the command and returns the exit code. picocli calls this method. */
    @Override
    public final Integer call() {
        try (Trellis trellis = root.trellis(arguments())) {
            run(trellis, root.output());
            return exitCode;
        }
    }
}
