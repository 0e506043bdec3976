package dev.trellis.cli;

import dev.trellis.report.DiffReport;
import dev.trellis.report.UnmanagedDifference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Formats the differences between a model and the database. */
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

    /**
     * Prints one note for each difference for which Trellis generates no operation, unless another report contains an
     * operation for the same difference.
     */
    static void note(Output output, List<DiffReport> reports) {
        Set<String> notes = new LinkedHashSet<>();
        for (DiffReport report : reports) {
            for (DiffReport.Line line : report.reported()) {
                boolean isOperation =
                        reports.stream().anyMatch(other -> other.operations().contains(line.what()));
                if (!isOperation) {
                    notes.add(note(line));
                }
            }
        }
        notes.forEach(output::note);
    }

    /** Returns the note about a difference for which Trellis generates no operation. */
    static String note(DiffReport.Line line) {
        String place = line.table() + (line.column() == null ? "" : "." + line.column());
        String why = line.why() == UnmanagedDifference.Reason.REJECTED
                ? "invalid expression: "
                : "not generated (" + line.why().toString().replace('_', ' ') + "): ";
        return why + place + ": " + line.what();
    }
}
