package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.lint.Finding;
import dev.trellis.report.LintReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "lint",
        description =
                "Report operations that lose data, block other sessions or break a rule, before they run. Exit with 3 if"
                        + " there are findings.")
final class LintCommand extends TrellisCommand {
    @Option(
            names = {"-r", "--rev-range", "--rev_range"},
            paramLabel = "A:B",
            description =
                    "Check only this range (default: the revisions of this project's branches that are not applied).")
    private @Nullable String range;

    @Option(names = "--sarif", description = "Print the findings as a SARIF 2.1.0 document.")
    private boolean sarif;

    @Override
    protected void run(Trellis trellis, Output output) {
        LintReport report = trellis.lint(range);
        if (!report.findings().isEmpty()) {
            reportFinding();
        }
        if (sarif) {
            output.json(true);
            output.result(Sarif.of(report), List.of());
            return;
        }
        output.result(report, lines(report));
        if (!output.isJson()) {
            output.note(Quantity.of(report.findings().size(), "finding") + " in "
                    + Quantity.of(report.revisions().size(), "revision"));
        }
    }

    private static List<String> lines(LintReport report) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : report.findings()) {
            lines.add(finding.at() + ": " + finding.rule() + ": " + finding.message());
            lines.add("  " + finding.instead());
            if (finding.yaml() != null) {
                finding.yaml().lines().forEach(line -> lines.add("      " + line));
            }
        }
        return lines;
    }
}
