package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        description =
                "Take every revision up, down and up again on a throwaway database, and compare the result with the"
                        + " models. Exits with 3 when something differs.")
final class VerifyCommand extends TrellisCommand {
    @Override
    protected void run(Trellis trellis, Output output) {
        VerifyReport report = trellis.verify();
        if (!report.findings().isEmpty()) {
            reportFinding();
        }
        output.result(report, lines(report));
        if (!output.isJson()) {
            output.note(report.revisions().size() + " revisions went up, down and up on " + report.dialect() + ", "
                    + report.findings().size() + " findings");
        }
    }

    private static List<String> lines(VerifyReport report) {
        List<String> lines = new ArrayList<>();
        for (VerifyReport.Finding finding : report.findings()) {
            String where = finding.revision() == null ? "" : finding.branch() + " " + finding.revision() + ": ";
            lines.add(finding.name() + ": " + where + finding.message());
            finding.differences().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}
