package dev.trellis.revision;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Plans upgrades. */
final class UpgradePath {
    private final RevisionGraph graph;
    private final Lookup lookup;

    UpgradePath(RevisionGraph graph) {
        this.graph = graph;
        this.lookup = graph.lookup;
    }

    Plan plan(Heads heads, Target target) {
        AppliedRevisions applied = new AppliedRevisions(graph, heads);
        BitSet targets = targets(applied, target);
        graph.refuseOverlap(targets, "the revisions that \'" + target.text() + "\' means");
        return applied.upgradeTo(Topology.closure(graph.topology.below, targets));
    }

    private BitSet targets(AppliedRevisions applied, Target target) {
        Long offset = target.offset();
        if (offset == null) {
            return Topology.set(lookup.all(Lookup.symbolOf(target), target.label()));
        }
        RelativeTarget walk = new RelativeTarget(graph, target.text());
        int end;
        if (target.symbol() == null) {
            BitSet line = lookup.lineage(target.label());
            end = walk.exactly(start(applied, target.text(), line), offset, line);
        } else if (offset > 0) {
            end = walk.exactly(lookup.single(target.symbol(), null), offset, lookup.lineage(target.label()));
        } else {
            end = walk.exactly(lookup.single(target.symbol(), target.label()), offset, null);
        }
        if (end == RelativeTarget.BASE) {
            throw RevisionException.tooFar(target.text(), "it leads to base, the target of a downgrade");
        }
        return Topology.set(end);
    }

    /**
     * Returns the revision from which steps such as {@code +1} count: the only row of the version table, or, with a
     * label, the only row on the line of the label. If the line has no row, the steps start at its topmost applied
     * revision, or at base.
     */
    private int start(AppliedRevisions applied, String text, @Nullable BitSet line) {
        BitSet candidates = (BitSet) applied.rows.clone();
        if (line != null) {
            candidates.and(line);
            if (candidates.isEmpty()) {
                BitSet onLine = (BitSet) applied.all.clone();
                onLine.and(line);
                candidates = graph.topology.tops(onLine);
            }
        }
        if (candidates.cardinality() > 1) {
            throw RevisionException.ambiguousRelative(text, graph.idsAt(candidates));
        }
        return candidates.isEmpty() ? RelativeTarget.BASE : candidates.nextSetBit(0);
    }
}
