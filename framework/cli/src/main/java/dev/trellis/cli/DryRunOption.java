package dev.trellis.cli;

import picocli.CommandLine.Option;

/** The option {@code --dry-run} of commands that change a database or files. */
final class DryRunOption {
    @Option(
            names = {"--dry-run", "--dry_run"},
            description =
                    "Show what would be done, and change nothing; with -v also the SQL, or the text of the script.")
    private boolean dryRun;

    boolean isSet() {
        return dryRun;
    }
}
