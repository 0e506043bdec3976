package dev.trellis.revision;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The revisions of a range, both ends included. */
final class History {
    private static final String CURRENT = "current";

    private final RevisionGraph graph;
    private final Topology topology;
    private final Lookup lookup;
    private final Range range;
    private final Heads rows;

    History(RevisionGraph graph, Range range, Heads rows) {
        this.graph = graph;
        this.topology = graph.topology;
        this.lookup = graph.lookup;
        this.range = range;
        this.rows = rows;
    }

    BitSet revisions() {
        String from = range.start() == null ? "base" : range.start();
        if (from.equals(CURRENT) && range.end().equals(CURRENT)) {
            throw RevisionException.noSuchRevision(CURRENT + " at both ends", java.util.Optional.empty());
        }
        Target start = from.equals(CURRENT) ? null : Target.named(from);
        BitSet ends = ends(start);
        if (start != null && start.label() != null) {
            ends.and(ofBranch(start.label()));
        }
        graph.refuseOverlap(ends, "'" + range.end() + "' does");
        if (start != null && start.from() == Target.From.HEADS) {
            return stepsBack(start, ends);
        }
        return between(start == null ? new Applied(graph, rows).rows : starts(start), ends);
    }

    private BitSet starts(Target start) {
        return Topology.set(lookup.named(start));
    }

    /** The revisions of a label, its reach down included; of a revision that is used like one, its line. */
    private BitSet ofBranch(String label) {
        if (lookup.label(label) < 0) {
            return topology.lineage(lookup.branch(label));
        }
        BitSet members = new BitSet();
        for (int i = 0; i < topology.size; i++) {
            members.set(i, graph.labels[i].contains(label));
        }
        return members;
    }

    private BitSet ends(@Nullable Target start) {
        if (range.end().equals(CURRENT)) {
            return new Applied(graph, rows).rows;
        }
        Target end = Target.upgrade(range.end());
        if (end.offset() == null) {
            return Topology.set(lookup.all(Lookup.symbolOf(end), end.label()));
        }
        Walk walk = new Walk(graph, end.text());
        BitSet line = lookup.lineage(end.label());
        int found;
        if (end.symbol() == null) {
            BitSet from = start == null ? new Applied(graph, rows).rows : starts(start);
            if (line != null) {
                from.and(line);
            }
            if (from.cardinality() > 1) {
                throw RevisionException.ambiguousRelative(end.text(), graph.idsAt(from));
            }
            found = walk.atMost(from.isEmpty() ? Walk.BASE : from.nextSetBit(0), end.offset(), line);
        } else if (end.offset() > 0) {
            found = walk.atMost(lookup.single(end.symbol(), null), end.offset(), line);
        } else {
            found = walk.atMost(lookup.single(end.symbol(), end.label()), end.offset(), null);
        }
        return found == Walk.BASE ? new BitSet() : Topology.set(found);
    }

    /** {@code -N:end} counts from the end, each end for itself; a count that is too long means from the first on. */
    private BitSet stepsBack(Target start, BitSet ends) {
        BitSet found = new BitSet();
        long steps = start.offset() == null ? 0 : start.offset();
        ends.stream().forEach(end -> {
            int from = new Walk(graph, start.text()).atMost(end, steps, null);
            found.or(between(from == Walk.BASE ? new BitSet() : Topology.set(from), Topology.set(end)));
        });
        return found;
    }

    private BitSet between(BitSet starts, BitSet ends) {
        BitSet found = Topology.closure(topology.below, ends);
        if (starts.isEmpty()) {
            return found;
        }
        BitSet outside = (BitSet) starts.clone();
        outside.andNot(found);
        if (!outside.isEmpty()) {
            throw RevisionException.notOneLine(range);
        }
        graph.refuseOverlap(starts, "'" + range.start() + "' does");
        found.andNot(Topology.closure(topology.below, starts));
        found.or(starts);
        found.and(Topology.closure(topology.children, starts));
        return found;
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
