package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.RebaseReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rebase",
        description = "Move a revision that is not applied, with its descendants, onto the other head of its branch.")
final class RebaseCommand extends TrellisCommand {
    @Parameters(paramLabel = "REVISION", description = "The first revision to move.")
    private String revision = "";

    @Option(
            names = "--onto",
            paramLabel = "REVISION",
            description = "Move it onto this head (default: the other head of its branch).")
    private @Nullable String onto;

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Override
    protected void run(Trellis trellis, Output output) {
        RebaseReport report = dryRun.isSet() ? trellis.planRebase(revision, onto) : trellis.rebase(revision, onto);
        List<String> lines = new ArrayList<>();
        lines.add(
                (dryRun.isSet() ? "would move " : "moved ") + report.revision().revision() + " from "
                        + (report.from().isEmpty() ? "base" : String.join(", ", report.from())) + " to " + report.onto()
                        + (report.carried().isEmpty() ? "" : ", and with it " + String.join(", ", report.carried())));
        lines.add("  in " + report.revision().path());
        if (dryRun.isSet()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("dry_run", true);
            document.put("rebase", report);
            output.result(document, lines);
            return;
        }
        output.result(report, lines);
        if (!output.isJson()) {
            RevisionLines.multipleHeads(trellis.forks()).forEach(output::note);
        }
    }
}
