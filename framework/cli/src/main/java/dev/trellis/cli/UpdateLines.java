package dev.trellis.cli;

import dev.trellis.report.CompatReport;
import dev.trellis.report.Impact;
import dev.trellis.report.UpdateFinding;
import dev.trellis.report.UpdateReport;
import dev.trellis.report.UpdateReport.UpdatedBranch;
import java.util.ArrayList;
import java.util.List;

/** Formats the results of {@code plan} and {@code compat}. */
final class UpdateLines {
    private UpdateLines() {}

    static List<String> of(UpdateReport report, boolean verbose) {
        List<String> lines = new ArrayList<>();
        report.candidates().forEach(branch -> lines.add(line(branch)));
        report.plan().steps().forEach(step -> lines.addAll(PlanLines.lines(step, verbose)));
        report.plan().notes().forEach(note -> lines.add("note: " + note));
        lines.addAll(lines(report.findings()));
        lines.add("would run " + Quantity.of(report.plan().steps().size(), "revision") + "; the update "
                + verdict(report.impact()));
        return lines;
    }

    static List<String> of(CompatReport report) {
        List<String> lines = new ArrayList<>(lines(report.findings()));
        lines.add(Quantity.of(report.revisions().size(), "revision") + " since " + report.since() + " of "
                + String.join(", ", report.branches()) + "; the release " + verdict(report.impact()));
        return lines;
    }

    private static String verdict(Impact impact) {
        return switch (impact) {
            case HARMLESS -> "is harmless";
            case ATTENTION -> "needs attention";
            case BREAKING -> "is breaking";
        };
    }

    private static String line(UpdatedBranch branch) {
        if (branch.to().isEmpty()) {
            return branch.label() + ": " + branch.from() + " is removed";
        }
        String from = branch.from().isEmpty() ? "new" : branch.from() + " at " + heads(branch.heads());
        return branch.label() + ": " + from + " -> " + branch.to() + " at " + heads(branch.newHeads());
    }

    private static String heads(List<String> heads) {
        return heads.isEmpty() ? "base" : String.join(", ", heads);
    }

    private static List<String> lines(List<UpdateFinding> findings) {
        List<String> lines = new ArrayList<>();
        for (UpdateFinding finding : findings) {
            String cause = finding.revision().isEmpty()
                    ? ""
                    : " (" + (finding.branch().isEmpty() ? "" : finding.branch() + " ") + finding.revision() + ")";
            lines.add(finding.impact() + ": " + finding.party() + ": " + finding.message() + cause);
            lines.add("  " + finding.instead());
            if (finding.reason() != null) {
                lines.add("  the vendor's reason: " + finding.reason());
            }
        }
        return lines;
    }
}
