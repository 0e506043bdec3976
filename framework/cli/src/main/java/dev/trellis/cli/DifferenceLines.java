package dev.trellis.cli;

import dev.trellis.DifferenceReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /** What is not generated, on the side; once, and not where it is another of the branches' own difference. */
    static void note(Output output, List<DifferenceReport> reports) {
        Set<String> said = new LinkedHashSet<>();
        for (DifferenceReport report : reports) {
            for (DifferenceReport.Line line : report.reported()) {
                boolean own =
                        reports.stream().anyMatch(other -> other.operations().contains(line.what()));
                if (!own) {
                    String where = line.table() + (line.column() == null ? "" : "." + line.column());
                    said.add("not generated (" + line.why().replace('_', ' ') + "): " + where + ": " + line.what());
                }
            }
        }
        said.forEach(output::note);
    }
}
