package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.LintReport;
import dev.trellis.report.ReviewReport;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "review",
        description =
                "Describe the revisions of a change set in Markdown, for a pull request: SQL per database, findings of lint, owners"
                        + " of the tables, and what the base has received meanwhile. Exit with 3 if there are findings.")
final class ReviewCommand extends TrellisCommand {
    @Option(
            names = "--base",
            paramLabel = "COMMIT",
            description = "The branch or commit of git to compare with (default: origin/main).")
    private String base = "origin/main";

    @Option(names = "--sarif", description = "Print the findings as a SARIF 2.1.0 document.")
    private boolean sarif;

    @Override
    protected void run(Trellis trellis, Output output) {
        ReviewReport report = trellis.review(base);
        if (report.hasFindings()) {
            reportFinding();
        }
        if (sarif) {
            output.json(true);
            output.result(Sarif.of(lint(report)), List.of());
            return;
        }
        output.result(report, ReviewLines.of(report));
    }

    private static LintReport lint(ReviewReport report) {
        return new LintReport(
                List.of(),
                report.revisions().stream()
                        .map(ReviewReport.ReviewedRevision::revision)
                        .toList(),
                ReviewLines.findings(report),
                report.rules());
    }
}
