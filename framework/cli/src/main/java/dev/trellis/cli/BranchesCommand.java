package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.RevisionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "branches", description = "Show the branch points of the graph.")
final class BranchesCommand extends TrellisCommand {
    @Override
    protected void run(Trellis trellis, Output output) {
        Map<String, List<RevisionReport>> points = trellis.branchPoints();
        List<String> lines = new ArrayList<>();
        points.forEach((point, next) -> {
            List<RevisionReport> itself = trellis.show(point);
            lines.addAll(
                    output.isVerbose()
                            ? RevisionLines.lines(itself, true)
                            : List.of(RevisionLines.line(itself.get(0), true)));
            next.forEach(revision -> lines.add("  -> " + RevisionLines.line(revision, true)));
        });
        output.result(Map.of("branches", points), lines);
    }
}
