package dev.trellis.cli;

import dev.trellis.DifferenceReport;
import java.util.ArrayList;
import java.util.List;

/** What a comparison found, as lines of text. */
final class DifferenceLines {
    private DifferenceLines() {}

    static List<String> of(DifferenceReport report, boolean allowExtra) {
        List<String> lines = new ArrayList<>();
        for (String operation : report.operations()) {
            boolean extra = allowExtra && report.extra().contains(operation);
            lines.add((extra ? "extra: " : "differs: ") + report.branch() + ": " + operation);
        }
        return lines;
    }

    /** What is not generated, on the side. */
    static void note(Output output, DifferenceReport report) {
        for (DifferenceReport.Line line : report.reported()) {
            String where = line.table() + (line.column() == null ? "" : "." + line.column());
            output.note("not generated (" + line.why().replace('_', ' ') + "): " + where + ": " + line.what());
        }
    }
}
