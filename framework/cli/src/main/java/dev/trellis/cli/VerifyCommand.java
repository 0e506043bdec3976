package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        description =
                "Upgrade, downgrade and upgrade every revision again on a throwaway database, and compare the result with"
                        + " the models. Exit with 3 if there are findings.")
final class VerifyCommand extends TrellisCommand {
    @Override
    protected void run(Trellis trellis, Output output) {
        VerifyReport report = trellis.verify();
        if (!report.findings().isEmpty()) {
            reportFinding();
        }
        output.result(report, lines(report));
        if (!output.isJson()) {
            output.note(Quantity.of(report.revisions().size(), "revision")
                    + " upgraded, downgraded and upgraded again on " + report.dialect() + "; "
                    + Quantity.of(report.findings().size(), "finding"));
        }
    }

    private static List<String> lines(VerifyReport report) {
        List<String> lines = new ArrayList<>();
        for (VerifyReport.Finding finding : report.findings()) {
            String location = finding.revision() == null ? "" : finding.branch() + " " + finding.revision() + ": ";
            (finding.name() + ": " + location + finding.message()).lines().forEach(lines::add);
            finding.differences().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}
