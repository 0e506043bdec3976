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

/** The definitions, word for word and as slow as they are, to hold the real thing against. */
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

    /** Everything below, without the revision itself. */
    Set<String> below(String id) {
        Set<String> found = new HashSet<>();
        List<String> todo = new ArrayList<>(direct(id));
        while (!todo.isEmpty()) {
            String next = todo.remove(todo.size() - 1);
            if (found.add(next)) {
                todo.addAll(direct(next));
            }
        }
        return found;
    }

    /** The rows and everything below them. */
    Set<String> applied(Collection<String> rows) {
        Set<String> applied = new HashSet<>(rows);
        rows.forEach(row -> applied.addAll(below(row)));
        return applied;
    }

    /** The applied revisions that no other applied revision has below it. */
    SortedSet<String> rows(Set<String> applied) {
        SortedSet<String> rows = new TreeSet<>(applied);
        applied.forEach(id -> rows.removeAll(below(id)));
        return rows;
    }

    /** Going up, a revision comes after everything below it that is there too; going down, before. */
    boolean isOrder(List<String> ids, boolean up) {
        Map<String, Integer> position = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            position.put(ids.get(i), i);
        }
        for (int i = 0; i < ids.size(); i++) {
            for (String below : below(ids.get(i))) {
                Integer there = position.get(below);
                if (there != null && there < i != up) {
                    return false;
                }
            }
        }
        return true;
    }
}
