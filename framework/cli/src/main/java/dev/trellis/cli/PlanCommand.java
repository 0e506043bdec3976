package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.Impact;
import dev.trellis.report.UpdateReport;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description =
                "Judge an update of plugins before it is installed: what would run, and what it breaks for each party. Loads no"
                        + " code of the jars and does not change the database. Exit with 3 if there are findings.")
final class PlanCommand extends TrellisCommand {
    @Option(
            names = "--with",
            paramLabel = "JAR",
            description = "The jar of a new release, or its folder of classes. Can be repeated.")
    private List<Path> jars = List.of();

    @Option(
            names = "--without",
            paramLabel = "LABEL",
            description = "A branch whose plugin is removed. Can be repeated.")
    private List<String> removed = List.of();

    @Override
    protected void run(Trellis trellis, Output output) {
        List<Path> resolved =
                jars.stream().map(jar -> root().environment().resolve(jar)).toList();
        UpdateReport report = trellis.planUpdate(resolved, removed);
        if (report.impact() != Impact.HARMLESS) {
            reportFinding();
        }
        output.result(report, UpdateLines.of(report, output.isVerbose()));
    }
}
