package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.LockReport;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lock", description = "Write trellis.lock: the revisions with which a release was tested.")
final class LockCommand extends TrellisCommand {
    @Option(names = "--diff", description = "Compare the file with the scripts instead. Exit with 3 if they differ.")
    private boolean diff;

    @Override
    protected void run(Trellis trellis, Output output) {
        LockReport report = diff ? trellis.compareLock() : trellis.lock();
        List<String> lines = new ArrayList<>();
        report.differences().forEach(difference -> lines.add(difference.toString()));
        if (!diff) {
            lines.add("wrote " + report.file() + ": " + Quantity.of(report.revisions(), "revision"));
        } else if (lines.isEmpty()) {
            lines.add(report.file() + " matches the scripts");
        }
        output.result(report, lines);
        if (diff && !report.differences().isEmpty()) {
            reportFinding();
        }
    }
}
