package dev.trellis.cli;

import dev.trellis.report.RenameCandidate;
import java.io.Console;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Whether what looks like a rename is one: by a flag, or by asking where there is a terminal. */
final class RenamePrompt {
    @Option(
            names = {"--accept-renames", "--accept_renames"},
            description = "Take what looks like a rename for one, instead of a drop and an add.")
    boolean accept;

    Predicate<RenameCandidate> answer(Output output) {
        return rename -> accept || confirm(output, rename);
    }

    private static boolean confirm(Output output, RenameCandidate rename) {
        Console console = Terminal.console();
        if (console == null || output.isJson()) {
            output.note("this looks like a rename and is written as a drop and an add: " + rename.describe()
                    + "; --accept-renames takes it for one, renamed_from in the model says so for certain");
            return false;
        }
        String answer = console.readLine("Is %s? [y/N] ", rename.describe());
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
