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
                "Tell what would lose data, block, or break a rule, before it runs. Exits with 3 when it finds any.")
final class LintCommand extends TrellisCommand {
    @Option(
            names = {"-r", "--rev-range", "--rev_range"},
            paramLabel = "A:B",
            description = "Only these (default: those of our own branches that are not applied).")
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
            int findings = report.findings().size();
            int revisions = report.revisions().size();
            output.note(findings
                    + (findings == 1 ? " finding in " : " findings in ")
                    + revisions
                    + (revisions == 1 ? " revision" : " revisions"));
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
