package dev.trellis.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** The base class of commands that run without a configuration. */
abstract class StandaloneCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private RootCommand root;

    /** Runs the command and prints its result. */
    abstract void run(CommandEnvironment environment, Output output);

    @Override
    public final Integer call() {
        run(root.environment(), root.output());
        return Main.EXIT_OK;
    }
}
