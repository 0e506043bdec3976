package dev.trellis.revision;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Plans downgrades. */
final class DowngradePath {
    private final RevisionGraph graph;
    private final Topology topology;
    private final Lookup lookup;

    DowngradePath(RevisionGraph graph) {
        this.graph = graph;
        this.topology = graph.topology;
        this.lookup = graph.lookup;
    }

    /**
     * Plans the downgrade.
     *
     * @throws RevisionException {@code irreversible} if the plan undoes a baseline and the target is not base
     */
    Plan plan(Heads heads, Target target) {
        Plan plan = anyPlan(heads, target);
        if (!"base".equals(target.symbol()) || target.offset() != null) {
            for (Step step : plan.steps()) {
                if (step.revision().isBaseline()) {
                    throw RevisionException.undoesBaseline(target.text(), step.revision());
                }
            }
        }
        return plan;
    }

    private Plan anyPlan(Heads heads, Target target) {
        AppliedRevisions applied = new AppliedRevisions(graph, heads);
        if (target.label() != null && "base".equals(target.symbol()) && target.offset() == null) {
            return applied.downgradeOf(ofBranch(target.label(), applied.all));
        }
        String label = target.label();
        int end;
        if (target.offset() == null) {
            end = lookup.single(Lookup.symbolOf(target), labelOfHead(target));
        } else if (target.symbol() == null) {
            int row = start(applied, target, lookup.lineage(label));
            label = label == null ? graph.idAt(row) : label;
            end = new RelativeTarget(graph, target.text()).exactly(row, target.offset(), null);
        } else if (target.offset() >= 0) {
            end = new RelativeTarget(graph, target.text())
                    .exactly(
                            lookup.single(target.symbol(), labelOfHead(target)),
                            target.offset(),
                            lookup.lineage(label));
        } else {
            end = new RelativeTarget(graph, target.text())
                    .exactly(lookup.single(target.symbol(), label), target.offset(), null);
        }
        BitSet roots = roots(target, end, label);
        BitSet removed = Topology.closure(topology.above, roots);
        if (end != RelativeTarget.BASE) {
            refuseUnreachable(target, end, applied, removed);
            if (label != null && !topology.lineage(lookup.branch(label)).get(end)) {
                throw RevisionException.notInBranch(label, graph.idAt(end), graph.labels[end]);
            }
        }
        return applied.downgradeOf(removed);
    }

    /**
     * Returns the label of the target {@code label@head}, because the label decides which of several heads is meant; null
     * for any other target. With an identifier, the label decides nothing: {@link #plan} only checks afterwards that the
     * identifier is on the line of the label.
     */
    private static @Nullable String labelOfHead(Target target) {
        boolean isHead = "head".equals(target.symbol()) || "heads".equals(target.symbol());
        return isHead ? target.label() : null;
    }

    /**
     * Requires that the revision to downgrade to is applied and, if nothing is to be downgraded, that no descendant of this
     * revision is applied.
     */
    private void refuseUnreachable(Target target, int end, AppliedRevisions applied, BitSet removed) {
        boolean hasAppliedChild = Arrays.stream(topology.children[end]).anyMatch(applied.all::get);
        if (!applied.all.get(end) || (hasAppliedChild && !removed.intersects(applied.all))) {
            throw RevisionException.notReachable(target.text(), applied.heads.ids());
        }
    }

    private int start(AppliedRevisions applied, Target target, @Nullable BitSet line) {
        BitSet candidates = (BitSet) applied.rows.clone();
        if (line != null) {
            candidates.and(line);
            if (candidates.isEmpty()) {
                candidates = graph.current(applied);
                candidates.and(line);
            }
        }
        if (candidates.cardinality() > 1) {
            throw RevisionException.ambiguousRelative(target.text(), graph.idsAt(candidates));
        }
        if (candidates.isEmpty()) {
            throw RevisionException.tooFar(
                    target.text(), target.label() == null ? "nothing is applied" : "nothing of that branch is applied");
        }
        return candidates.nextSetBit(0);
    }

    /**
     * Returns the children of {@code end}, the revision to downgrade to; for base, the revisions without a parent. With a
     * label, only those children are returned that are the labelled revision or its ancestors.
     */
    private BitSet roots(Target target, int end, @Nullable String label) {
        int[] roots = end == RelativeTarget.BASE ? graph.bases : topology.children[end];
        BitSet chosen = Topology.set(roots);
        if (label != null && roots.length > 1) {
            chosen.and(Topology.closure(topology.parents, Topology.set(lookup.branch(label))));
            if (chosen.isEmpty()) {
                throw RevisionException.notOnBranch(label, target.text(), graph.idsAt(roots));
            }
        }
        return chosen;
    }

    /**
     * Returns the revisions that {@code label@base} downgrades: the revision that declares the label, its ancestors, and
     * everything above them. If these contain applied revisions of another branch, the result is only the revision that
     * declares the label and everything above it.
     */
    BitSet ofBranch(String label, BitSet applied) {
        int branch = lookup.branch(label);
        BitSet line = Topology.closure(topology.parents, Topology.set(branch));
        BitSet own = Topology.closure(topology.above, Topology.set(branch));
        BitSet all = Topology.closure(topology.above, line);
        BitSet others = (BitSet) all.clone();
        others.and(applied);
        others.andNot(line);
        others.andNot(own);
        return others.isEmpty() ? all : own;
    }
}
