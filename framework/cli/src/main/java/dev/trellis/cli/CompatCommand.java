package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.CompatReport;
import dev.trellis.report.Impact;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "compat",
        description =
                "Classify the changes since a released jar of this project, for any app that uses its tables: breaking, needing"
                        + " attention or harmless. Exit with 3 if there are findings.")
final class CompatCommand extends TrellisCommand {
    @Option(names = "--since", required = true, paramLabel = "JAR", description = "The jar of the former release.")
    private Path since = Path.of("");

    @Option(
            names = "--undeclared",
            description = "Exit with 3 only if a breaking revision does not state its reason with 'breaks'.")
    private boolean undeclared;

    @Override
    protected void run(Trellis trellis, Output output) {
        CompatReport report = trellis.compat(root().environment().resolve(since));
        if (undeclared ? report.undeclared() : report.impact() != Impact.HARMLESS) {
            reportFinding();
        }
        output.result(report, UpdateLines.of(report));
    }
}
