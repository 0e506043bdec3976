package dev.trellis.report;

import java.util.List;

/**
 * The classification of the changes since a released jar, for any app that uses the tables of its branches. The names of the
 * components are the keys of the JSON output.
 *
 * @param since the name of the released jar
 * @param branches the labels of the compared branches, sorted
 * @param impact the most severe impact of all findings
 * @param undeclared whether a breaking finding has no reason, because the header of its revision lacks {@code breaks}
 * @param revisions the identifiers of the revisions since the release, in the order in which they run
 * @param findings the effects, the most severe first
 */
public record CompatReport(
        String since,
        List<String> branches,
        Impact impact,
        boolean undeclared,
        List<String> revisions,
        List<UpdateFinding> findings) {
    public CompatReport {
        branches = List.copyOf(branches);
        revisions = List.copyOf(revisions);
        findings = List.copyOf(findings);
    }
}
