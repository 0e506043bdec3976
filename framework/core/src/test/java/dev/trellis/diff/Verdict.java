package dev.trellis.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How our operations answer a case: by which set, or why by none. */
record Verdict(@Nullable String by, String why) {

    static Verdict of(AutogenerateCase each, List<Fact> ours, List<Reported> reported) {
        List<String> reasons = new ArrayList<>();
        for (List<Fact> set : each.better()) {
            if (matched(set, ours, each.allowed(), reasons) != null) {
                return seen(each, reported, "better");
            }
        }
        Map<Integer, Fact> matched = matched(each.operations(), ours, each.allowed(), reasons);
        if (matched != null) {
            Verdict verdict = seen(each, reported, "operations");
            String disorder = disorder(each, matched);
            return verdict.by() == null || disorder.isEmpty() ? verdict : new Verdict(null, disorder);
        }
        for (List<Fact> set : each.accept()) {
            if (matched(set, ours, each.allowed(), reasons) != null) {
                return seen(each, reported, "accept");
            }
        }
        return new Verdict(null, String.join("\nor: ", reasons));
    }

    /** Which expected operation is which of ours; null when they are not the same set. */
    private static @Nullable Map<Integer, Fact> matched(
            List<Fact> expected, List<Fact> ours, List<Fact> allowed, List<String> reasons) {
        List<Fact> left = new ArrayList<>(ours);
        Map<Integer, Fact> matched = new HashMap<>();
        List<Fact> missing = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            Fact wanted = expected.get(i);
            Fact found = left.stream().filter(wanted::isAnsweredBy).findFirst().orElse(null);
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

    private static String disorder(AutogenerateCase each, Map<Integer, Fact> matched) {
        for (int[] pair : each.order()) {
            Fact first = matched.get(pair[0]);
            Fact second = matched.get(pair[1]);
            if (first != null && second != null && first.to() >= second.from()) {
                return "not before: " + first + "\n      the " + second;
            }
        }
        return "";
    }

    private static Verdict seen(AutogenerateCase each, List<Reported> reported, String by) {
        for (AutogenerateCase.Seen wanted : each.reported()) {
            boolean needed = !wanted.why().equals("not_generated") || !by.equals("better");
            if (needed && !wanted.isIn(reported)) {
                return new Verdict(null, "not reported: " + wanted + " but " + reported);
            }
        }
        for (Reported ours : reported) {
            boolean judged = ours.why() == Reported.Why.PROTECTED || ours.why() == Reported.Why.UNKNOWN;
            if (judged
                    && each.reported().stream()
                            .noneMatch(wanted -> wanted.table()
                                            .equals(ours.table().name())
                                    && wanted.why().equalsIgnoreCase(ours.why().name()))) {
                return new Verdict(null, "reported for nothing: " + ours);
            }
        }
        return new Verdict(by, "");
    }
}
