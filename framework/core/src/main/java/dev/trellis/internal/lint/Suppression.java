package dev.trellis.internal.lint;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.Location;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.RevisionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The header key {@code lint: {ignore: {rule: reason}}}, by which the author of a script accepts the findings of a rule. A
 * suppression that has no effect is a finding itself.
 */
final class Suppression {
    private static final String UNKNOWN = "unknown_suppression";
    private static final String UNUSED = "unused_suppression";

    private Suppression() {}

    /** Returns the findings that are not suppressed, and a further finding for each suppression that has no effect. */
    static List<Finding> apply(RevisionContext revision, List<LintRule> rules, List<Finding> findings) {
        Set<String> ignored = revision.script().header().ignoredRules().keySet();
        Set<String> known = rules.stream().map(LintRule::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = findings.stream().map(Finding::rule).collect(Collectors.toSet());
        List<Finding> remaining = new ArrayList<>(findings);
        remaining.removeIf(finding -> ignored.contains(finding.rule()));
        for (String rule : ignored) {
            if (!known.contains(rule)) {
                remaining.add(unknown(revision, rule, known));
            } else if (!used.contains(rule)) {
                remaining.add(unused(revision, rule));
            }
        }
        return remaining;
    }

    private static Finding unknown(RevisionContext revision, String rule, Set<String> known) {
        return finding(
                revision,
                UNKNOWN,
                "the header suppresses '" + rule + "', but there is no such rule",
                ClosestMatch.of(rule, known)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Use one of: " + String.join(", ", known) + "."));
    }

    private static Finding unused(RevisionContext revision, String rule) {
        return finding(
                revision,
                UNUSED,
                "the header suppresses '" + rule + "', which finds nothing in this revision",
                "Remove it from the header, so that it does not hide a later finding.");
    }

    private static Finding finding(RevisionContext revision, String rule, String message, String instead) {
        return Finding.in(revision, rule, Location.of(revision.script().display()), message, instead);
    }
}
