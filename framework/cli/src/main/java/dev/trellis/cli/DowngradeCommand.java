package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.RevisionReport;
import java.io.Console;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "downgrade", description = "Downgrade the database to an earlier revision.")
final class DowngradeCommand extends PlannedCommand {
    @Parameters(paramLabel = "TARGET", description = "The target: base, an identifier, label@base, -N, label@-N ...")
    private String target = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Downgrade dependent revisions of other branches without asking.")
    private boolean yes;

    @Override
    void script(Trellis trellis, Consumer<String> lines) {
        trellis.downgradeSql(target, lines);
    }

    @Override
    void plan(Trellis trellis, Output output) {
        PlanLines.print(output, trellis.planDowngrade(target));
    }

    @Override
    void change(Trellis trellis, Output output) {
        RunLines.print(output, trellis.downgrade(target, others -> confirm(output, others)));
    }

    private boolean confirm(Output output, List<RevisionReport> others) {
        output.note("note: this also downgrades revisions of other branches that depend on it:");
        others.forEach(other -> output.note("  " + other.branch() + "  " + RevisionLines.line(other, false)));
        if (yes) {
            return true;
        }
        Console console = Terminal.console();
        return console != null && !output.isJson() && Terminal.confirm(console, "Continue?");
    }
}
