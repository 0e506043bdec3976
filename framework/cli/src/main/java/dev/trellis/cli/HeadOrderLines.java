package dev.trellis.cli;

import dev.trellis.report.HeadOrderReport;
import dev.trellis.report.HeadOrderReport.Conflict;
import dev.trellis.report.HeadOrderReport.Touch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Formats the judgement whether the order of heads matters. */
final class HeadOrderLines {
    private HeadOrderLines() {}

    static List<String> of(List<HeadOrderReport> reports) {
        List<String> lines = new ArrayList<>();
        reports.forEach(report -> lines.addAll(of(report)));
        return lines;
    }

    private static List<String> of(HeadOrderReport report) {
        String heads = String.join(" and ", report.heads());
        if (report.commute()) {
            return List.of(heads + " commute: they touch different objects"
                    + (report.verified() ? ", and both orders gave the same result" : ""));
        }
        List<String> lines = new ArrayList<>();
        lines.add("the order of " + heads + " may matter");
        report.sides().forEach(side -> lines.add("  " + side.head() + " adds " + String.join(", ", side.revisions())));
        touches(report).forEach((object, touches) -> {
            lines.add("  " + object);
            touches.forEach(touch -> lines.add("    " + touch.revision() + ": " + Printable.line(touch.operation())));
        });
        report.differences().forEach(difference -> lines.add("  " + Printable.line(difference)));
        return lines;
    }

    /** Returns the operations on each object, each once. */
    private static Map<String, Set<Touch>> touches(HeadOrderReport report) {
        Map<String, Set<Touch>> touches = new LinkedHashMap<>();
        for (Conflict conflict : report.conflicts()) {
            String object = conflict.isOfEverything() ? "any object" : Printable.line(conflict.object());
            Set<Touch> both = touches.computeIfAbsent(object, none -> new LinkedHashSet<>());
            both.add(conflict.first());
            both.add(conflict.second());
        }
        return touches;
    }
}
