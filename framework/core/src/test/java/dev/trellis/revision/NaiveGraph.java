package dev.trellis.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A slow, literal implementation of the graph's definitions, for comparison with the real one. A revision is below another
 * revision if that one, directly or through others, names it as a parent or a dependency.
 */
final class NaiveGraph {
    private final Map<String, Set<String>> direct = new HashMap<>();

    private NaiveGraph() {}

    static NaiveGraph of(Collection<Revision> revisions) {
        NaiveGraph naive = new NaiveGraph();
        Map<String, String> labels = new HashMap<>();
        revisions.forEach(r -> r.branchLabels().forEach(label -> labels.put(label, r.id())));
        for (Revision revision : revisions) {
            Set<String> below = new LinkedHashSet<>(revision.downRevisions());
            revision.dependsOn().forEach(name -> below.add(labels.getOrDefault(name, name)));
            naive.direct.put(revision.id(), below);
        }
        return naive;
    }

    private Set<String> direct(String id) {
        return Objects.requireNonNull(direct.get(id), id);
    }

    /** Returns everything below the revision. */
    Set<String> below(String id) {
        Set<String> below = new HashSet<>();
        List<String> open = new ArrayList<>(direct(id));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (below.add(next)) {
                open.addAll(direct(next));
            }
        }
        return below;
    }

    /** Returns the rows and everything below them. */
    Set<String> applied(Collection<String> rows) {
        Set<String> applied = new HashSet<>(rows);
        rows.forEach(row -> applied.addAll(below(row)));
        return applied;
    }

    /** Returns the applied revisions that are not below another applied revision. */
    SortedSet<String> rows(Set<String> applied) {
        SortedSet<String> rows = new TreeSet<>(applied);
        applied.forEach(id -> rows.removeAll(below(id)));
        return rows;
    }

    /** Returns whether each revision comes after (up) or before (down) all listed revisions below it. */
    boolean isOrder(List<String> ids, boolean up) {
        Map<String, Integer> position = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            position.put(ids.get(i), i);
        }
        for (int i = 0; i < ids.size(); i++) {
            for (String below : below(ids.get(i))) {
                Integer positionBelow = position.get(below);
                if (positionBelow != null && positionBelow < i != up) {
                    return false;
                }
            }
        }
        return true;
    }
}
