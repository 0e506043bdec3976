package dev.trellis.revision;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Computes the labels of each revision. A revision has the labels that it and its ancestors declare. The ancestors of the
 * revision that declares a label have the label as well, down to the first merge point or the first revision with several
 * children or dependent revisions; that revision does not have the label.
 */
final class Labels {
    private static final SortedSet<String> NONE = Collections.emptySortedSet();

    private Labels() {}

    /** Returns the labels of every revision, by index. Equal sets share one object to save memory. */
    static SortedSet<String>[] reach(Topology topology, Map<String, Integer> declared) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        SortedSet<String>[] labels = new SortedSet[topology.size];
        Map<SortedSet<String>, SortedSet<String>> known = new HashMap<>();
        Map<Integer, SortedSet<String>> byRevision = new HashMap<>();
        declared.forEach((label, i) ->
                byRevision.computeIfAbsent(i, x -> new TreeSet<>()).add(label));
        for (int i : topology.order) {
            SortedSet<String> set = byRevision.getOrDefault(i, NONE);
            for (int parent : topology.parents[i]) {
                set = union(set, labels[parent], known);
            }
            labels[i] = shared(set, known);
        }
        declared.forEach((label, declarer) -> {
            int i = declarer;
            while (topology.parents[i].length == 1) {
                i = topology.parents[i][0];
                if (topology.parents[i].length > 1 || topology.above[i].length > 1) {
                    break;
                }
                labels[i] = union(labels[i], new TreeSet<>(Collections.singleton(label)), known);
            }
        });
        return labels;
    }

    private static SortedSet<String> union(
            SortedSet<String> a, SortedSet<String> b, Map<SortedSet<String>, SortedSet<String>> known) {
        if (a == b || a.containsAll(b)) {
            return a;
        }
        if (a.isEmpty()) {
            return b;
        }
        SortedSet<String> both = new TreeSet<>(a);
        both.addAll(b);
        return shared(both, known);
    }

    private static SortedSet<String> shared(SortedSet<String> set, Map<SortedSet<String>, SortedSet<String>> known) {
        return known.computeIfAbsent(set, s -> Collections.unmodifiableSortedSet(s));
    }
}
