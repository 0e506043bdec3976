package dev.trellis.cli;

import dev.trellis.report.RenameCandidate;
import java.io.Console;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Decides whether a drop and an add are a rename: with the option {@code --accept-renames}, or by asking on a terminal. */
final class RenamePrompt {
    @Option(
            names = {"--accept-renames", "--accept_renames"},
            description = "Write every likely rename as a rename instead of a drop and an add, without asking.")
    boolean accept;

    /** Returns a predicate that is true for each candidate that is a rename. */
    Predicate<RenameCandidate> decision(Output output) {
        return rename -> accept || confirm(output, rename);
    }

    private static boolean confirm(Output output, RenameCandidate rename) {
        Console console = Terminal.console();
        if (console == null || output.isJson()) {
            output.note("note: a likely rename is written as a drop and an add: " + rename.describe()
                    + "; to write a rename, use --accept-renames or add renamed_from to the model");
            return false;
        }
        return Terminal.confirm(console, "Was " + rename.describe() + "?");
    }
}
