package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.report.Lanes;
import dev.trellis.report.RevisionReport;
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
            description = "Show only this range; 'current' is the revision of the database.")
    private @Nullable String range;

    @Option(
            names = {"-i", "--indicate-current", "--indicate_current"},
            description = "Mark the applied revisions.")
    private boolean indicateCurrent;

    @Option(
            names = {"-a", "--applied"},
            description = "Show every attempt to run a revision on the database instead, oldest first; with -v also the"
                    + " scripts.")
    private boolean applied;

    @Option(
            names = "--graph",
            negatable = true,
            description = "Draw the graph: * is applied, o is not. Default when writing to a terminal.")
    private @Nullable Boolean graph;

    @Override
    protected void run(Trellis trellis, Output output) {
        if (applied) {
            HistoryLines.print(
                    output,
                    trellis.attempts().stream()
                            .map(entry -> entry.withTexts(output::hide))
                            .toList());
            return;
        }
        boolean drawGraph = !output.isJson() && (graph == null ? output.isTerminal() : graph);
        boolean needsDatabase = indicateCurrent || (range != null && range.contains("current"));
        List<RevisionReport> revisions =
                drawGraph && !needsDatabase ? withApplied(trellis, output) : trellis.history(range, needsDatabase);
        Map<String, Object> document = Map.of("revisions", revisions);
        if (revisions.isEmpty() && range == null) {
            output.note("there are no revisions yet; create one: trellis revision -m \"...\"");
        }
        if (drawGraph) {
            output.printed(document, graphLines(revisions, output));
        } else {
            output.result(document, plainLines(revisions, output));
        }
    }

    /** Returns the history. The applied revisions are marked if the configuration names a database that can be read. */
    private List<RevisionReport> withApplied(Trellis trellis, Output output) {
        List<RevisionReport> revisions = trellis.history(range, false);
        if (root().configuration().database() == null) {
            return revisions;
        }
        try {
            return trellis.history(range, true);
        } catch (TrellisException e) {
            output.note("note: cannot read which revisions are applied: "
                    + e.problem().message());
            return revisions;
        }
    }

    private static List<String> plainLines(List<RevisionReport> revisions, Output output) {
        return output.isVerbose()
                ? RevisionLines.lines(revisions, true)
                : revisions.stream().map(HistoryCommand::line).toList();
    }

    private static String line(RevisionReport revision) {
        String parents = revision.downRevision().isEmpty() ? "<base>" : String.join(", ", revision.downRevision());
        String applied = Boolean.TRUE.equals(revision.applied()) ? " (applied)" : "";
        return parents + " -> " + RevisionLines.line(revision, true) + applied;
    }

    private static List<String> graphLines(List<RevisionReport> revisions, Output output) {
        GraphDrawing drawing = new GraphDrawing();
        List<Lanes.Row> rows = Lanes.of(revisions);
        for (int i = 0; i < rows.size(); i++) {
            RevisionReport revision = revisions.get(i);
            boolean pending = Boolean.FALSE.equals(revision.applied());
            drawing.add(
                    rows.get(i), output.coloured(pending ? "33" : "32", pending ? "o" : "*"), label(revision, output));
        }
        return drawing.lines();
    }

    private static List<String> label(RevisionReport revision, Output output) {
        String line = Printable.line(RevisionLines.line(revision, true));
        String id = revision.revision();
        String dependencies =
                revision.dependsOn().isEmpty() ? "" : "  [needs " + String.join(", ", revision.dependsOn()) + "]";
        List<String> lines = new ArrayList<>();
        lines.add(output.coloured("1", id) + line.substring(id.length()) + dependencies);
        if (output.isVerbose()) {
            List<String> details = RevisionLines.details(revision);
            details.subList(1, details.size()).forEach(detail -> lines.add(Printable.line(detail)));
        }
        return lines;
    }
}
