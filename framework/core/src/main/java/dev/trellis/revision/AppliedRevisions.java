package dev.trellis.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rows against a graph: which revisions are applied, and what steps do to the rows. */
final class AppliedRevisions {
    final RevisionGraph graph;
    final Heads heads;
    final BitSet rows;
    final BitSet all;

    /** @throws RevisionException {@code no_such_revision}, {@code overlapping_versions} */
    AppliedRevisions(RevisionGraph graph, Heads heads) {
        this.graph = graph;
        this.heads = heads;
        this.rows = new BitSet();
        for (String row : heads.ids()) {
            int found = graph.lookup.id(row);
            if (found < 0) {
                throw RevisionException.unknownRow(row);
            }
            rows.set(found);
        }
        graph.refuseOverlap(rows, "the rows of the version table");
        this.all = Topology.closure(graph.topology.below, rows);
    }

    /** Applies what is missing of a set that holds whatever is below its members. */
    Plan upgradeTo(BitSet wanted) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(all);
        int[] onTop = onTop(all);
        List<Step> steps = new ArrayList<>();
        for (int revision : graph.topology.sorted(missing)) {
            SortedSet<String> removed = new TreeSet<>();
            for (int below : graph.topology.below[revision]) {
                if (onTop[below]++ == 0) {
                    removed.add(graph.idAt(below));
                }
            }
            String id = graph.idAt(revision);
            steps.add(new Step(Direction.UPGRADE, graph.revisionAt(revision), removed, new TreeSet<>(List.of(id))));
        }
        BitSet after = (BitSet) all.clone();
        after.or(missing);
        return new Plan(heads, steps, graph.rows(after));
    }

    /** Takes down what is applied of a set that holds whatever is on top of its members. */
    Plan downgradeOff(BitSet unwanted) {
        BitSet going = (BitSet) unwanted.clone();
        going.and(all);
        int[] onTop = onTop(all);
        int[] sorted = graph.topology.sorted(going);
        List<Step> steps = new ArrayList<>();
        for (int i = sorted.length - 1; i >= 0; i--) {
            SortedSet<String> added = new TreeSet<>();
            for (int below : graph.topology.below[sorted[i]]) {
                if (--onTop[below] == 0) {
                    added.add(graph.idAt(below));
                }
            }
            String id = graph.idAt(sorted[i]);
            steps.add(new Step(Direction.DOWNGRADE, graph.revisionAt(sorted[i]), new TreeSet<>(List.of(id)), added));
        }
        BitSet after = (BitSet) all.clone();
        after.andNot(going);
        return new Plan(heads, steps, graph.rows(after));
    }

    /** How many applied revisions stand directly on each; a row is an applied one with none. */
    private int[] onTop(BitSet applied) {
        int[] count = new int[graph.topology.size];
        applied.stream().forEach(i -> {
            for (int below : graph.topology.below[i]) {
                count[below]++;
            }
        });
        return count;
    }
}
