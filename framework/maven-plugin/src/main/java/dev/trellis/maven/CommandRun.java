package dev.trellis.maven;

import dev.trellis.cli.CommandEnvironment;
import dev.trellis.cli.Main;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Runs a command line; this class is loaded with the project's class path. */
public final class CommandRun {
    private CommandRun() {}

    /**
     * Runs a command in the folder of a project.
     *
     * @return the exit code
     */
    public static int run(Path folder, PrintStream out, PrintStream err, List<String> arguments) {
        return Main.run(new CommandEnvironment(folder, System::getenv), out, err, arguments.toArray(String[]::new));
    }
}
