package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.RevisionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "branches", description = "Show the branch points of the graph and the revisions that follow them.")
final class BranchesCommand extends TrellisCommand {
    @Override
    protected void run(Trellis trellis, Output output) {
        Map<String, List<RevisionReport>> points = trellis.branchPoints();
        List<String> lines = new ArrayList<>();
        points.forEach((point, children) -> {
            List<RevisionReport> parent = trellis.show(point);
            lines.addAll(
                    output.isVerbose()
                            ? RevisionLines.lines(parent, true)
                            : List.of(RevisionLines.line(parent.get(0), true)));
            children.forEach(revision -> lines.add("  -> " + RevisionLines.line(revision, true)));
        });
        output.result(Map.of("branches", points), lines);
    }
}
