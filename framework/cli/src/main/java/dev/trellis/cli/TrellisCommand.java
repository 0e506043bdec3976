package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/**
 * A command that works on a {@link Trellis}. Plugins extend it for commands of their own: a class with picocli's
 * annotations, bound with {@code trellis.command(...)}.
 */
public abstract class TrellisCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it in before the command is called
    private RootCommand root;

    private int code = Main.OK;

    /** Does the command and prints its result. */
    protected abstract void run(Trellis trellis, Output output);

    /** What is given as if by {@code -x}, because of options of the command. */
    Map<String, String> arguments() {
        return Map.of();
    }

    /** Lets the command end with the exit code of a check that has found something. */
    protected final void reportFinding() {
        code = Main.EXIT_FINDINGS;
    }

    final RootCommand root() {
        return root;
    }

    @Override
    public final Integer call() {
        try (Trellis trellis = root.trellis(arguments())) {
            run(trellis, root.output());
            return code;
        }
    }
}
