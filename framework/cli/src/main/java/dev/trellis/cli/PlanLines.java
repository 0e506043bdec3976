package dev.trellis.cli;

import dev.trellis.dialect.TableLock;
import dev.trellis.lint.Finding;
import dev.trellis.report.HeadOrderReport;
import dev.trellis.report.PlanReport;
import dev.trellis.report.PlanReport.PlannedStep;
import dev.trellis.report.PlannedScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats the result of {@code --dry-run}. */
final class PlanLines {
    private PlanLines() {}

    /** Prints the steps that a run would execute. */
    static void print(Output output, PlanReport plan) {
        List<String> lines = new ArrayList<>();
        plan.steps().forEach(step -> lines.addAll(lines(step, output.isVerbose())));
        plan.notes().forEach(note -> lines.add("note: " + note));
        String summary = plan.steps().isEmpty()
                ? "nothing to run"
                : "would run " + Quantity.of(plan.steps().size(), "revision");
        lines.add(summary + "; " + heads(plan));
        output.result(document(plan), lines);
    }

    /** Prints the changes that a stamp would make to the version table. */
    static void printStamp(Output output, PlanReport plan) {
        List<String> lines = new ArrayList<>();
        plan.notes().forEach(note -> lines.add("note: " + note));
        lines.add("would stamp; " + heads(plan));
        output.result(document(plan), lines);
    }

    private static Map<String, Object> document(PlanReport plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("dry_run", true);
        document.put("from", plan.from());
        document.put("steps", plan.steps());
        document.put("heads", plan.heads());
        document.put("notes", plan.notes());
        return document;
    }

    private static String heads(PlanReport plan) {
        String from = base(plan.from());
        String to = base(plan.heads());
        return from.equals(to) ? "the database stays at " + to : "the database would go from " + from + " to " + to;
    }

    private static String base(List<String> heads) {
        return heads.isEmpty() ? "base" : String.join(", ", heads);
    }

    static List<String> lines(PlannedStep step, boolean verbose) {
        List<String> lines = new ArrayList<>();
        String branch =
                step.revision().branch().isEmpty() ? "" : " (" + step.revision().branch() + ")";
        lines.add((step.direction() + " " + step.revision().revision() + branch + "  "
                        + step.revision().message())
                .stripTrailing());
        if (verbose) {
            step.statements().forEach(sql -> sql.lines().forEach(line -> lines.add("    | " + line)));
        }
        step.locks().forEach(lock -> lines.add("    lock: " + line(lock)));
        for (Finding finding : step.findings()) {
            lines.add("    lint: " + finding.at() + ": " + finding.rule() + ": " + finding.message());
            if (verbose) {
                lines.add("      " + finding.instead());
            }
        }
        return lines;
    }

    private static String line(TableLock lock) {
        String table = lock.table().equals(TableLock.EVERYTHING) ? "the whole database" : lock.table();
        String blocked = lock.blocks().toString().replace('_', ' ');
        return table + ": " + lock.mode() + ", blocks " + blocked;
    }

    /** Prints the merge points that would be written, and whether the order of their heads matters. */
    static void print(Output output, List<PlannedScript> scripts, List<HeadOrderReport> heads) {
        List<String> lines = new ArrayList<>();
        for (PlannedScript script : scripts) {
            List<String> written = RevisionLines.written(script.revision());
            lines.add("would write " + script.revision().path());
            lines.addAll(written.subList(1, written.size()));
            if (output.isVerbose()) {
                script.text().lines().forEach(line -> lines.add("    | " + line));
            }
        }
        lines.addAll(HeadOrderLines.of(heads));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("dry_run", true);
        document.put("scripts", scripts);
        document.put("heads", heads);
        output.result(document, lines);
    }
}
