package dev.trellis.revision;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes the rows after a stamp, as if the database had been migrated to the targets. Everything above a target is no
 * longer applied, everything below it is; other branches do not change.
 */
final class StampPath {
    private final RevisionGraph graph;

    StampPath(RevisionGraph graph) {
        this.graph = graph;
    }

    Stamp online(Heads heads, List<String> targets, boolean purge) {
        return new Stamp(heads, rowsAfter(purge ? Heads.none() : heads, targets));
    }

    Stamp offline(List<String> texts, boolean purge) {
        if (purge) {
            throw RevisionException.purgeOffline();
        }
        Set<String> starts = new LinkedHashSet<>();
        Set<String> targets = new LinkedHashSet<>();
        for (String text : texts) {
            Range range = Range.offlineUpgrade(text);
            if (range.start() != null) {
                starts.add(range.start());
            }
            targets.add(range.end());
        }
        if (starts.size() > 1) {
            throw RevisionException.severalStarts(starts);
        }
        Heads start = starts.isEmpty()
                ? Heads.none()
                : graph.startingAt(starts.iterator().next());
        return new Stamp(start, rowsAfter(start, List.copyOf(targets)));
    }

    private Heads rowsAfter(Heads heads, List<String> texts) {
        Topology topology = graph.topology;
        BitSet applied = new AppliedRevisions(graph, heads).all;
        BitSet wanted = new BitSet();
        for (String text : texts) {
            Target target = Target.named(text);
            if (target.offset() != null) {
                throw RevisionException.nothingToStepFrom(text);
            }
            String symbol = Lookup.symbolOf(target);
            if (!heads.isEmpty()) {
                // An unknown label is no_such_revision if there are rows;
                // otherwise the lookup below reports no_such_branch.
                graph.lookup.lineage(target.label());
            }
            if (!symbol.equals("base")) {
                wanted.or(Topology.set(graph.lookup.all(symbol, target.label())));
            } else if (target.label() == null) {
                applied.clear();
            } else {
                applied = withoutBranch(applied, graph.lookup.branch(target.label()));
            }
        }
        graph.refuseOverlap(wanted, "the targets");
        applied.andNot(Topology.beyond(topology.above, wanted));
        applied.or(Topology.closure(topology.below, wanted));
        return graph.rows(applied);
    }

    /**
     * Returns the applied revisions without a branch and everything above it. If the first revision of the branch has a
     * parent, the rows of the version table above and below that revision are removed; the result is everything at and
     * below the other rows.
     */
    private BitSet withoutBranch(BitSet applied, int branch) {
        Topology topology = graph.topology;
        BitSet above = Topology.closure(topology.above, Topology.set(branch));
        if (topology.parents[branch].length == 0) {
            applied.andNot(above);
            return applied;
        }
        BitSet rows = topology.tops(applied);
        rows.andNot(above);
        rows.andNot(Topology.closure(topology.below, Topology.set(branch)));
        return Topology.closure(topology.below, rows);
    }
}
