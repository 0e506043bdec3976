package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.RevisionReport;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show the details of a revision.")
final class ShowCommand extends TrellisCommand {
    @Parameters(paramLabel = "REVISION", description = "The revision: an identifier, heads, current, label@head ...")
    private String revision = "";

    @Override
    protected void run(Trellis trellis, Output output) {
        List<RevisionReport> revisions = trellis.show(revision);
        output.result(Map.of("revisions", revisions), RevisionLines.lines(revisions, true));
        if (revisions.isEmpty()) {
            output.note("no revision: "
                    + switch (revision) {
                        case "base" -> "'base' is the state before the first revision";
                        case "current" -> "nothing is applied";
                        default -> "there are no revisions yet";
                    });
        }
    }
}
