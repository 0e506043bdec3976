package dev.trellis.internal.diff;

import dev.trellis.report.UnmanagedDifference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of a case: the set of expected operations that was matched, or the reason for which none was. */
record CaseResult(@Nullable String by, String why) {

    static CaseResult of(AutogenerateCase each, List<SchemaFact> ours, List<UnmanagedDifference> reported) {
        List<String> reasons = new ArrayList<>();
        for (List<SchemaFact> set : each.better()) {
            if (matched(set, ours, each.allowed(), reasons) != null) {
                return seen(each, reported, "better");
            }
        }
        Map<Integer, SchemaFact> matched = matched(each.operations(), ours, each.allowed(), reasons);
        if (matched != null) {
            CaseResult verdict = seen(each, reported, "operations");
            String disorder = disorder(each, matched);
            return verdict.by() == null || disorder.isEmpty() ? verdict : new CaseResult(null, disorder);
        }
        for (List<SchemaFact> set : each.accept()) {
            if (matched(set, ours, each.allowed(), reasons) != null) {
                return seen(each, reported, "accept");
            }
        }
        return new CaseResult(null, String.join("\nor: ", reasons));
    }

    /** Pairs the expected operations with the actual ones; null if the sets differ. */
    private static @Nullable Map<Integer, SchemaFact> matched(
            List<SchemaFact> expected, List<SchemaFact> ours, List<SchemaFact> allowed, List<String> reasons) {
        List<SchemaFact> left = new ArrayList<>(ours);
        Map<Integer, SchemaFact> matched = new HashMap<>();
        List<SchemaFact> missing = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            SchemaFact wanted = expected.get(i);
            SchemaFact found =
                    left.stream().filter(wanted::isAnsweredBy).findFirst().orElse(null);
            if (found != null) {
                left.remove(found);
                matched.put(i, found);
            } else if (!wanted.implied()) {
                missing.add(wanted);
            }
        }
        left.removeIf(fact -> allowed.stream().anyMatch(each -> each.isAnsweredBy(fact)));
        if (missing.isEmpty() && left.isEmpty()) {
            return matched;
        }
        reasons.add("missing: " + missing + "\n    beyond: " + left);
        return null;
    }

    private static String disorder(AutogenerateCase each, Map<Integer, SchemaFact> matched) {
        for (int[] pair : each.order()) {
            SchemaFact first = matched.get(pair[0]);
            SchemaFact second = matched.get(pair[1]);
            if (first != null && second != null && first.to() >= second.from()) {
                return "not before: " + first + "\n      the " + second;
            }
        }
        return "";
    }

    private static CaseResult seen(AutogenerateCase each, List<UnmanagedDifference> reported, String by) {
        for (AutogenerateCase.Seen wanted : each.reported()) {
            boolean needed = !wanted.why().equals("not_generated") || !by.equals("better");
            if (needed && !wanted.isIn(reported)) {
                return new CaseResult(null, "not reported: " + wanted + " but " + reported);
            }
        }
        for (UnmanagedDifference ours : reported) {
            boolean judged = ours.reason() == UnmanagedDifference.Reason.PROTECTED
                    || ours.reason() == UnmanagedDifference.Reason.UNKNOWN;
            if (judged
                    && each.reported().stream()
                            .noneMatch(wanted -> wanted.table()
                                            .equals(ours.table().name())
                                    && wanted.why()
                                            .equalsIgnoreCase(ours.reason().name()))) {
                return new CaseResult(null, "reported for nothing: " + ours);
            }
        }
        return new CaseResult(by, "");
    }
}
