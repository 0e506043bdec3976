package dev.trellis.revision;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the revisions of a range, both ends included. */
final class RangeQuery {
    static final String CURRENT = "current";

    private final RevisionGraph graph;
    private final Topology topology;
    private final Lookup lookup;
    private final Range range;
    private final Heads heads;

    RangeQuery(RevisionGraph graph, Range range, Heads heads) {
        this.graph = graph;
        this.topology = graph.topology;
        this.lookup = graph.lookup;
        this.range = range;
        this.heads = heads;
    }

    BitSet revisions() {
        String from = range.start() == null ? "base" : range.start();
        if (from.equals(CURRENT)) {
            if (range.end().equals(CURRENT)) {
                throw RevisionException.currentTwice();
            }
            BitSet rowsNow = new AppliedRevisions(graph, heads).rows;
            return between(rowsNow, ends(() -> rowsNow));
        }
        Target start = Target.named(from);
        BitSet ends = onBranch(start, ends(start.offset() == null ? () -> starts(start) : null));
        return start.offset() == null ? between(starts(start), ends) : stepsBack(start, start.offset(), ends);
    }

    private BitSet starts(Target start) {
        return Topology.set(lookup.named(start));
    }

    private BitSet onBranch(Target start, BitSet ends) {
        if (start.label() != null) {
            ends.and(ofBranch(start.label()));
        }
        return ends;
    }

    /**
     * Returns the revisions that declare or inherit a label. An identifier in place of a label stands for the label of
     * its revision, or, if that revision has several labels, for the line of the revision.
     */
    private BitSet ofBranch(String text) {
        int revision = lookup.id(text);
        String label = revision >= 0 && graph.labels[revision].size() == 1 ? graph.labels[revision].first() : text;
        BitSet members = new BitSet();
        if (lookup.label(label) < 0) {
            return topology.lineage(lookup.narrowing(text));
        }
        for (int i = 0; i < topology.size; i++) {
            members.set(i, graph.labels[i].contains(label));
        }
        return members;
    }

    /**
     * Returns the ends of the range.
     *
     * @param starts returns the revisions from which an end such as {@code +2} counts; null if the start is such a number
     *     of steps itself
     */
    private BitSet ends(@Nullable Supplier<BitSet> starts) {
        if (range.end().equals(CURRENT)) {
            return new AppliedRevisions(graph, heads).rows;
        }
        Target end = Target.upgrade(range.end());
        if (end.offset() == null) {
            return Topology.set(lookup.all(Lookup.symbolOf(end), end.label()));
        }
        RelativeTarget walk = new RelativeTarget(graph, end.text());
        int found;
        if (end.symbol() == null) {
            if (starts == null) {
                throw RevisionException.nothingToStepFrom(range.start() + ":" + range.end());
            }
            BitSet line = lookup.lineage(end.label());
            found = walk.atMost(one(starts.get(), line, end), end.offset(), line);
        } else if (end.offset() > 0) {
            found = walk.atMost(lookup.single(end.symbol(), null), end.offset(), lookup.lineage(end.label()));
        } else {
            found = walk.atMost(lookup.single(end.symbol(), end.label()), end.offset(), null);
        }
        return found == RelativeTarget.BASE ? new BitSet() : Topology.set(found);
    }

    private int one(BitSet starts, @Nullable BitSet line, Target end) {
        BitSet from = (BitSet) starts.clone();
        if (line != null) {
            from.and(line);
        }
        if (from.cardinality() > 1) {
            throw RevisionException.ambiguousRelative(end.text(), graph.idsAt(from));
        }
        return from.isEmpty() ? RelativeTarget.BASE : from.nextSetBit(0);
    }

    /** Resolves {@code -N:end}, which counts back from each end; a count that is too long begins at the first revision. */
    private BitSet stepsBack(Target start, long steps, BitSet ends) {
        if (ends.isEmpty() && topology.size > 0) {
            throw RevisionException.tooFar(start.text(), "the end of the range is base, which has no ancestor");
        }
        refuseOverlap(ends, range.end());
        BitSet found = new BitSet();
        ends.stream().forEach(end -> {
            int from = new RelativeTarget(graph, start.text()).atMost(end, steps, null);
            found.or(between(from == RelativeTarget.BASE ? new BitSet() : Topology.set(from), Topology.set(end)));
        });
        return found;
    }

    private BitSet between(BitSet starts, BitSet ends) {
        refuseOverlap(ends, range.end());
        BitSet found = Topology.closure(topology.below, ends);
        if (starts.isEmpty()) {
            return found;
        }
        BitSet outside = (BitSet) starts.clone();
        outside.andNot(found);
        if (!outside.isEmpty()) {
            throw RevisionException.notOneLine(range);
        }
        refuseOverlap(starts, range.start());
        found.andNot(Topology.closure(topology.below, starts));
        found.or(starts);
        found.and(Topology.closure(topology.children, starts));
        return found;
    }

    private void refuseOverlap(BitSet revisions, @Nullable String text) {
        graph.refuseOverlap(revisions, "the revisions that \'" + text + "\' means");
    }

    static int[] newestFirst(Topology topology, BitSet members) {
        int[] sorted = topology.sorted(members);
        int[] reversed = Arrays.copyOf(sorted, sorted.length);
        for (int i = 0; i < sorted.length; i++) {
            reversed[i] = sorted[sorted.length - 1 - i];
        }
        return reversed;
    }
}
