package dev.trellis.cli;

import dev.trellis.report.RunReport;
import java.util.List;

/** The result of a run. */
final class RunLines {
    private RunLines() {}

    static void print(Output output, RunReport report) {
        int count = report.steps().size();
        String done = count == 0 ? "nothing to do" : count + (count == 1 ? " revision" : " revisions") + " run";
        output.result(report, List.of(done + "; " + standing(report)));
    }

    static void printStamp(Output output, RunReport report) {
        output.result(report, List.of("stamped; " + standing(report)));
    }

    private static String standing(RunReport report) {
        return "the database is at " + (report.heads().isEmpty() ? "base" : String.join(", ", report.heads()));
    }
}
