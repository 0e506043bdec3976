package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** A command that works on a {@link Trellis}. */
abstract class TrellisCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli fills it in before the command is called
    private Root root;

    /** Does the command and prints its result. */
    abstract void run(Trellis trellis, Output output);

    /** The exit code of a command that has run without failing. */
    int code() {
        return Main.OK;
    }

    final Root root() {
        return root;
    }

    @Override
    public final Integer call() {
        try (Trellis trellis = root.trellis()) {
            run(trellis, root.output());
            return code();
        }
    }
}
