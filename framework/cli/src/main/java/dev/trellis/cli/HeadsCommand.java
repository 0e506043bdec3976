package dev.trellis.cli;

import dev.trellis.RevisionReport;
import dev.trellis.Trellis;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "heads", description = "Show the heads of the graph.")
final class HeadsCommand extends TrellisCommand {
    @Option(
            names = {"--resolve-dependencies", "--resolve_dependencies"},
            description = "Leave out heads that another revision depends on.")
    private boolean resolveDependencies;

    @Override
    void run(Trellis trellis, Output output) {
        List<RevisionReport> heads = trellis.heads(resolveDependencies);
        output.result(Map.of("revisions", heads), RevisionLines.lines(heads, output.isVerbose()));
    }
}
