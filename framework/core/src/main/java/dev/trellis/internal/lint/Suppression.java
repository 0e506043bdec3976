package dev.trellis.internal.lint;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.Location;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.RevisionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The header key {@code lint: {ignore: {rule: reason}}}: what a script's author has seen and wants all the same. */
final class Suppression {
    private static final String UNKNOWN = "unknown_suppression";
    private static final String UNUSED = "unused_suppression";

    private Suppression() {}

    /** The findings that are left, and one for each suppression that suppresses nothing. */
    static List<Finding> of(RevisionContext subject, List<LintRule> rules, List<Finding> findings) {
        Map<String, String> ignored = subject.script().header().ignoredRules();
        Set<String> known = rules.stream().map(LintRule::name).collect(Collectors.toCollection(TreeSet::new));
        List<Finding> left = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (Finding finding : findings) {
            if (ignored.containsKey(finding.rule())) {
                used.add(finding.rule());
            } else {
                left.add(finding);
            }
        }
        for (String rule : ignored.keySet()) {
            if (!known.contains(rule)) {
                left.add(finding(
                        subject,
                        UNKNOWN,
                        "the header suppresses '" + rule + "', and there is no such rule",
                        ClosestMatch.of(rule, known)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("the rules are: " + String.join(" ", known))));
            } else if (!used.contains(rule)) {
                left.add(finding(
                        subject,
                        UNUSED,
                        "the header suppresses '" + rule + "', which finds nothing here",
                        "take it out of the header, so that it hides nothing later"));
            }
        }
        return left;
    }

    private static Finding finding(RevisionContext subject, String rule, String message, String instead) {
        return new Finding(
                rule,
                subject.branch().label(),
                subject.script().id(),
                Location.of(subject.script().display()),
                message,
                instead,
                null);
    }
}
