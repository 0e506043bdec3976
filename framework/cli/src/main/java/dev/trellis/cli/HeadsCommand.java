package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.MultipleHeadsReport;
import dev.trellis.report.RevisionReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "heads", description = "Show the heads of the graph, and the commands that join the heads of a branch.")
final class HeadsCommand extends TrellisCommand {
    @Option(
            names = {"--resolve-dependencies", "--resolve_dependencies"},
            description = "Omit heads that another revision depends on.")
    private boolean resolveDependencies;

    @Override
    protected void run(Trellis trellis, Output output) {
        List<RevisionReport> heads = trellis.heads(resolveDependencies);
        List<MultipleHeadsReport> forks = trellis.multipleHeads();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("revisions", heads);
        document.put("forks", forks);
        output.result(document, RevisionLines.lines(heads, output.isVerbose()));
        if (heads.isEmpty()) {
            output.note("there is no revision yet; create one with: trellis revision -m \"...\"");
        }
        if (!output.isJson()) {
            RevisionLines.multipleHeads(forks).forEach(output::note);
        }
    }
}
