package dev.trellis.cli;

import dev.trellis.error.Location;
import dev.trellis.lint.Finding;
import dev.trellis.report.ReviewReport;
import dev.trellis.report.ReviewReport.Meeting;
import dev.trellis.report.ReviewReport.ReviewedRevision;
import dev.trellis.report.ReviewReport.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats the result of {@code review} as Markdown, and its findings for SARIF. */
final class ReviewLines {
    private ReviewLines() {}

    static List<String> of(ReviewReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("## Revisions since " + report.base());
        if (report.revisions().isEmpty()) {
            lines.add("");
            lines.add("No revision is new or changed.");
        }
        report.revisions().forEach(revision -> lines.addAll(lines(revision)));
        if (!report.received().isEmpty()) {
            lines.add("");
            lines.add("### Received by " + report.base() + " meanwhile");
            lines.add("");
            report.received()
                    .forEach(
                            each -> lines.add(("* `" + each.revision() + "` " + text(each.message())).stripTrailing()));
        }
        return lines;
    }

    private static List<String> lines(ReviewedRevision revision) {
        List<String> lines = new ArrayList<>();
        String branch = revision.branch().isEmpty() ? "" : " (" + revision.branch() + ")";
        lines.add("");
        lines.add(("### `" + revision.revision() + "`" + branch + ": " + revision.state() + ". "
                        + text(revision.message()))
                .stripTrailing());
        lines.add("");
        lines.add("`" + revision.path() + "`");
        if (!revision.touches().isEmpty()) {
            lines.add("");
            lines.add("Touches: "
                    + revision.touches().stream()
                            .map(table ->
                                    "`" + table.table() + "`" + (table.owner().isEmpty() ? "" : " of " + table.owner()))
                            .collect(Collectors.joining(", ")));
        }
        if (revision.breaks() != null) {
            lines.add("");
            lines.add("Breaks other parties: " + text(revision.breaks()));
        }
        for (Finding finding : findings(revision)) {
            lines.add("");
            lines.add("* **" + finding.rule() + "** at " + finding.at() + ": " + text(finding.message()) + ". "
                    + text(finding.instead()));
        }
        byStatements(revision.sql()).forEach((statements, dialects) -> {
            lines.add("");
            lines.add("<details><summary>SQL for " + dialects + "</summary>");
            lines.add("");
            lines.add("```sql");
            statements.forEach(statement -> (statement.startsWith("--") ? statement : statement + ";")
                    .lines()
                    .map(line -> line.replace("```", "` ` `"))
                    .forEach(lines::add));
            lines.add("```");
            lines.add("");
            lines.add("</details>");
        });
        return lines;
    }

    /** Returns the names of the dialects by their statements, so that equal statements are shown once. */
    private static Map<List<String>, String> byStatements(Map<String, List<String>> sql) {
        Map<List<String>, String> dialects = new LinkedHashMap<>();
        sql.forEach((dialect, statements) -> {
            if (!statements.isEmpty()) {
                dialects.merge(statements, dialect, (first, second) -> first + ", " + second);
            }
        });
        return dialects;
    }

    /** Returns a text on one line in which no character has a meaning in HTML. */
    private static String text(String text) {
        return text.replaceAll("\\s+", " ").replace("&", "&amp;").replace("<", "&lt;");
    }

    static List<Finding> findings(ReviewReport report) {
        return report.revisions().stream()
                .flatMap(revision -> findings(revision).stream())
                .toList();
    }

    /** Returns the findings of lint, and those about released scripts and about the order. */
    private static List<Finding> findings(ReviewedRevision revision) {
        List<Finding> findings = new ArrayList<>(revision.findings());
        if (revision.state() == State.CHANGED) {
            findings.add(finding(
                    revision,
                    "changed_revision",
                    "the base contains the revision with another script",
                    "Restore the script, and make the change in a new revision."));
        } else if (revision.state() == State.REMOVED) {
            findings.add(finding(
                    revision, "removed_revision", "only the base contains the revision", "Restore its script."));
        }
        for (Meeting meeting : revision.meets()) {
            findings.add(finding(
                    revision,
                    "order_matters",
                    "revision " + meeting.revision() + " of the base "
                            + (meeting.tables().isEmpty()
                                    ? "may touch the same tables"
                                    : "also touches " + String.join(", ", meeting.tables())),
                    "Merge the base into this change set, and move this revision onto the other one: trellis rebase "
                            + revision.revision()));
        }
        return findings;
    }

    private static Finding finding(ReviewedRevision revision, String rule, String message, String instead) {
        return new Finding(
                rule, revision.branch(), revision.revision(), Location.of(revision.path()), message, instead, null);
    }
}
