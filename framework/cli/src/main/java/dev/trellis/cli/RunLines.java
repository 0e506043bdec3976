package dev.trellis.cli;

import dev.trellis.report.RunReport;
import java.util.List;

/** Formats the result of a run: the number of revisions and the resulting heads. */
final class RunLines {
    private RunLines() {}

    static void print(Output output, RunReport report) {
        int count = report.steps().size();
        String summary = count == 0 ? "nothing to do" : Quantity.of(count, "revision") + " run";
        output.result(report, List.of(summary + "; " + heads(report)));
    }

    static void printStamp(Output output, RunReport report) {
        output.result(report, List.of("stamped; " + heads(report)));
    }

    private static String heads(RunReport report) {
        return "the database is at " + (report.heads().isEmpty() ? "base" : String.join(", ", report.heads()));
    }
}
