package dev.trellis.cli;

import dev.trellis.report.DiffReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a comparison found, as lines of text. */
final class DiffLines {
    private DiffLines() {}

    static List<String> of(DiffReport report, boolean allowExtra) {
        List<String> lines = new ArrayList<>();
        for (String operation : report.operations()) {
            boolean extra = allowExtra && report.extra().contains(operation);
            lines.add((extra ? "extra: " : "differs: ") + report.branch() + ": " + operation);
        }
        return lines;
    }

    /** What is not generated, on the side; once, and not where it is another of the branches' own difference. */
    static void note(Output output, List<DiffReport> reports) {
        Set<String> said = new LinkedHashSet<>();
        for (DiffReport report : reports) {
            for (DiffReport.Line line : report.reported()) {
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
