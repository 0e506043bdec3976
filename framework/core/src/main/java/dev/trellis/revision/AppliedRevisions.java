package dev.trellis.revision;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Computes which revisions are applied according to the rows of the version table, and how steps change the rows. */
final class AppliedRevisions {
    final RevisionGraph graph;
    final Heads heads;
    final BitSet rows;
    final BitSet all;

    /**
     * Determines the applied revisions from the heads.
     *
     * @throws RevisionException {@code no_such_revision}, {@code overlapping_versions}, {@code below_baseline}
     */
    AppliedRevisions(RevisionGraph graph, Heads heads) {
        this.graph = graph;
        this.heads = heads;
        this.rows = new BitSet();
        for (String row : heads.ids()) {
            int revision = graph.lookup.id(row);
            if (revision < 0) {
                graph.refuseReplaced(heads);
                throw RevisionException.unknownRow(row);
            }
            rows.set(revision);
        }
        graph.refuseOverlap(rows, "the rows of the version table");
        this.all = Topology.closure(graph.topology.implied, rows);
        if (graph.topology.implied != graph.topology.below) {
            refuseMissingBaseline();
        }
    }

    /** Refuses an applied revision that depends on a replaced revision, if the baseline is not applied. */
    private void refuseMissingBaseline() {
        all.stream().forEach(revision -> {
            for (int below : graph.topology.below[revision]) {
                if (!all.get(below)) {
                    throw RevisionException.withoutBaseline(graph.revisionAt(revision), graph.revisionAt(below));
                }
            }
        });
    }

    /**
     * Plans the upgrade that applies those revisions of a set that are not applied yet.
     *
     * @param target the set, which contains everything below each of its revisions
     */
    Plan upgradeTo(BitSet target) {
        BitSet missing = (BitSet) target.clone();
        missing.andNot(all);
        int[] onTop = onTop(all);
        List<Step> steps = new ArrayList<>();
        for (int revision : graph.topology.sorted(missing)) {
            SortedSet<String> removed = new TreeSet<>();
            for (int below : graph.topology.implied[revision]) {
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

    /**
     * Plans the downgrade of those revisions of a set that are applied.
     *
     * @param revisions the set, which contains everything above each of its revisions
     */
    Plan downgradeOf(BitSet revisions) {
        BitSet removed = (BitSet) revisions.clone();
        removed.and(all);
        int[] onTop = onTop(all);
        int[] sorted = graph.topology.sorted(removed);
        List<Step> steps = new ArrayList<>();
        for (int i = sorted.length - 1; i >= 0; i--) {
            SortedSet<String> added = new TreeSet<>();
            for (int below : graph.topology.implied[sorted[i]]) {
                if (--onTop[below] == 0) {
                    added.add(graph.idAt(below));
                }
            }
            String id = graph.idAt(sorted[i]);
            steps.add(new Step(Direction.DOWNGRADE, graph.revisionAt(sorted[i]), new TreeSet<>(List.of(id)), added));
        }
        BitSet after = (BitSet) all.clone();
        after.andNot(removed);
        return new Plan(heads, steps, graph.rows(after));
    }

    /**
     * Counts the applied revisions directly above each revision; a row of the version table is an applied revision without
     * an applied revision above it.
     */
    private int[] onTop(BitSet applied) {
        int[] count = new int[graph.topology.size];
        applied.stream().forEach(i -> {
            for (int below : graph.topology.implied[i]) {
                count[below]++;
            }
        });
        return count;
    }
}
