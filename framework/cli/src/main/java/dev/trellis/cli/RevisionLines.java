package dev.trellis.cli;

import dev.trellis.report.MultipleHeadsReport;
import dev.trellis.report.RevisionReport;
import java.util.ArrayList;
import java.util.List;

/** Revisions as lines of text. */
final class RevisionLines {
    private RevisionLines() {}

    /** {@code 63bae2ab4f50 (retail) (head)  show the prices of today}. */
    static String line(RevisionReport revision, boolean marks) {
        StringBuilder line = new StringBuilder(revision.revision());
        if (!revision.branchLabels().isEmpty()) {
            line.append(" (").append(String.join(", ", revision.branchLabels())).append(')');
        }
        if (revision.isHead()) {
            line.append(" (head)");
        }
        if (marks && revision.isBranchPoint()) {
            line.append(" (branch point)");
        }
        if (marks && revision.isMergePoint()) {
            line.append(" (merge point)");
        }
        return revision.message().isEmpty() ? line.toString() : line + "  " + revision.message();
    }

    static List<String> lines(List<RevisionReport> revisions, boolean verbose) {
        List<String> lines = new ArrayList<>();
        for (RevisionReport revision : revisions) {
            if (verbose) {
                lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
                lines.addAll(details(revision));
            } else {
                lines.add(line(revision, false));
            }
        }
        return lines;
    }

    /** All that is known of a revision, on lines of their own. */
    static List<String> details(RevisionReport revision) {
        List<String> lines = new ArrayList<>();
        lines.add("Revision:   " + revision.revision() + (revision.isHead() ? " (head)" : "")
                + (revision.isBranchPoint() ? " (branch point)" : "")
                + (revision.isMergePoint() ? " (merge point)" : ""));
        lines.add("Message:    " + revision.message());
        lines.add("Parent:     "
                + (revision.downRevision().isEmpty() ? "<base>" : String.join(", ", revision.downRevision())));
        add(lines, "Depends on: ", String.join(", ", revision.dependsOn()));
        add(lines, "Branch:     ", String.join(", ", revision.branchLabels()));
        add(lines, "Created:    ", revision.created() == null ? "" : revision.created());
        if (revision.applied() != null) {
            lines.add("Applied:    " + (revision.applied() ? "yes" : "no"));
        }
        lines.add("Path:       " + revision.path());
        return lines;
    }

    /** What has been written, and where. */
    static List<String> written(RevisionReport revision) {
        String parents = revision.downRevision().isEmpty() ? "base" : String.join(" and ", revision.downRevision());
        String needs = revision.dependsOn().isEmpty() ? "" : ", depends on " + String.join(", ", revision.dependsOn());
        return List.of("wrote " + revision.path(), "  " + line(revision, true), "  on " + parents + needs);
    }

    /** What to do about branches with several heads. */
    static List<String> forks(List<MultipleHeadsReport> forks) {
        List<String> lines = new ArrayList<>();
        for (MultipleHeadsReport fork : forks) {
            lines.add("branch '" + fork.branch() + "' has " + fork.heads().size() + " heads: "
                    + String.join(", ", fork.heads()));
            if (fork.merge() == null) {
                lines.add("  the branch is protected: the project that owns it has to join them");
            } else {
                lines.add("  join them: " + fork.merge());
            }
            if (fork.rebase() != null) {
                lines.add("  or move one line on top of the other: " + fork.rebase());
            }
        }
        return lines;
    }

    private static void add(List<String> lines, String title, String value) {
        if (!value.isEmpty()) {
            lines.add(title + value);
        }
    }
}
