package dev.trellis.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "completion", description = "Print the script that completes commands, options, revisions and labels.")
final class CompletionCommand extends StandaloneCommand {
    /** The shells with a script. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    @Override
    void run(CommandEnvironment environment, Output output) {
        List<String> lines =
                Resources.text("completion/trellis." + shell).lines().toList();
        output.result(Map.of("script", String.join("\n", lines) + "\n"), lines);
    }
}
