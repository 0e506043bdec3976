package dev.trellis.cli;

import dev.trellis.report.MultipleHeadsReport;
import dev.trellis.report.RevisionReport;
import java.util.ArrayList;
import java.util.List;

/** Formats revisions for the terminal: in one line, or with all details. */
final class RevisionLines {
    private RevisionLines() {}

    /**
     * Returns one line, such as {@code 63bae2ab4f50 (retail) (head)  show the prices of today}.
     *
     * @param marks whether branch points and merge points are marked
     */
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
        return revision.message().isEmpty() ? line.toString() : line + "  " + Printable.line(revision.message());
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

    /** Returns all details of a revision, one per line. */
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

    /** Returns the path, the message and the parents of a revision that was written. */
    static List<String> written(RevisionReport revision) {
        String parents = revision.downRevision().isEmpty() ? "base" : String.join(" and ", revision.downRevision());
        String dependencies =
                revision.dependsOn().isEmpty() ? "" : ", depends on " + String.join(", ", revision.dependsOn());
        return List.of("wrote " + revision.path(), "  " + line(revision, true), "  on " + parents + dependencies);
    }

    /** Returns the branches with several heads, each with the commands that join its heads. */
    static List<String> multipleHeads(List<MultipleHeadsReport> branches) {
        List<String> lines = new ArrayList<>();
        for (MultipleHeadsReport branch : branches) {
            lines.add("branch '" + branch.branch() + "' has " + branch.heads().size() + " heads: "
                    + String.join(", ", branch.heads()));
            if (branch.merge() == null) {
                lines.add("  the branch is protected: the project that owns it must join them");
            } else {
                lines.add("  join them: " + branch.merge());
            }
            if (branch.rebase() != null) {
                lines.add("  or rebase the revisions of one head onto the other: " + branch.rebase());
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
