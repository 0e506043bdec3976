package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.BlameReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "blame",
        description = "Show which revisions created and changed a table, its columns, constraints and indexes.")
final class BlameCommand extends TrellisCommand {
    @Parameters(
            paramLabel = "TABLE[.COLUMN]",
            description = "The table, one of its columns, or a view or another object.")
    private String object = "";

    @Option(
            names = "--at",
            paramLabel = "REVISION",
            defaultValue = "heads",
            description = "Explain the schema at this revision (default: heads).")
    private String target = "heads";

    @Override
    protected void run(Trellis trellis, Output output) {
        BlameReport report = trellis.blame(object, target);
        output.result(report, BlameLines.of(report));
    }
}
