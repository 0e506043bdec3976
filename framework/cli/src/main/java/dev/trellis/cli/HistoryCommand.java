package dev.trellis.cli;

import dev.trellis.RevisionReport;
import dev.trellis.Trellis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "history", description = "Show the revisions, newest first.")
final class HistoryCommand extends TrellisCommand {
    @Option(
            names = {"-r", "--rev-range", "--rev_range"},
            paramLabel = "A:B",
            description = "Only these; 'current' is what the database is at.")
    private @Nullable String range;

    @Option(
            names = {"-i", "--indicate-current", "--indicate_current"},
            description = "Tell which are applied.")
    private boolean indicateCurrent;

    @Option(
            names = {"-a", "--applied"},
            description =
                    "What has been run on the database instead, every attempt, oldest first; with -v the scripts.")
    private boolean applied;

    @Override
    void run(Trellis trellis, Output output) {
        if (applied) {
            AttemptLines.print(output, trellis.attempts());
            return;
        }
        boolean askDatabase = indicateCurrent || (range != null && range.contains("current"));
        List<RevisionReport> revisions = trellis.history(range, askDatabase);
        List<String> lines = new ArrayList<>();
        for (RevisionReport revision : revisions) {
            if (output.isVerbose()) {
                lines.addAll(RevisionLines.details(revision));
            } else {
                lines.add(line(revision));
            }
        }
        output.result(Map.of("revisions", revisions), lines);
    }

    private static String line(RevisionReport revision) {
        String parents = revision.downRevision().isEmpty() ? "<base>" : String.join(", ", revision.downRevision());
        String applied = Boolean.TRUE.equals(revision.applied()) ? " (applied)" : "";
        return parents + " -> " + RevisionLines.line(revision, true) + applied;
    }
}
