package dev.trellis.cli;

import dev.trellis.Trellis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "stamp", description = "Set the version table to a revision without running any script.")
final class StampCommand extends PlannedCommand {
    @Parameters(
            paramLabel = "TARGET",
            arity = "1..*",
            description = "The targets: heads, base, identifiers, label@head ...")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--purge", description = "Empty the version table first.")
    private boolean purge;

    @Override
    void script(Trellis trellis, Consumer<String> lines) {
        trellis.stampSql(targets, purge, lines);
    }

    @Override
    void plan(Trellis trellis, Output output) {
        PlanLines.printStamp(output, trellis.planStamp(targets, purge));
    }

    @Override
    void change(Trellis trellis, Output output) {
        RunLines.printStamp(output, trellis.stamp(targets, purge));
    }
}
