package dev.trellis.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Determines the position of new revisions in the graph, and checks that the graph stays valid, before a script is written. */
final class RevisionPlacement {
    private final RevisionGraph graph;
    private final Topology topology;
    private final Lookup lookup;

    RevisionPlacement(RevisionGraph graph) {
        this.graph = graph;
        this.topology = graph.topology;
        this.lookup = graph.lookup;
    }

    Revision place(PlacementRequest request) {
        Identifier.checkRevision(request.id());
        int[] parents = parents(request.head());
        if (parents.length > 1) {
            throw RevisionException.severalParents(request.head(), graph.idsAt(parents));
        }
        return checked(
                request.id(), parents, request.splice(), request.branchLabels(), dependencies(request.dependsOn()));
    }

    Revision merge(String id, List<String> texts, boolean splice, Set<String> labels) {
        Identifier.checkRevision(id);
        Set<Integer> parents = new LinkedHashSet<>();
        BitSet twice = new BitSet();
        for (String text : texts) {
            int[] named = parents(text);
            if (text.strip().equals("heads")) {
                refuseIndependent(named);
            }
            for (int parent : named) {
                if (!parents.add(parent)) {
                    twice.set(parent);
                }
            }
        }
        if (!twice.isEmpty()) {
            throw RevisionException.duplicateHeads(graph.idsAt(twice));
        }
        int[] merged = parents.stream().mapToInt(Integer::intValue).toArray();
        Revision revision = checked(id, merged, splice, labels, List.of());
        if (merged.length < 2) {
            throw RevisionException.nothingToMerge(graph.idsAt(merged));
        }
        BitSet implied = Topology.beyond(topology.parents, Topology.set(merged));
        implied.and(Topology.set(merged));
        if (!implied.isEmpty()) {
            throw RevisionException.alreadyMerged(graph.idsAt(implied));
        }
        return revision;
    }

    private int[] parents(String text) {
        return Arrays.stream(lookup.named(Target.named(text)))
                .filter(parent -> parent != RelativeTarget.BASE)
                .toArray();
    }

    private Revision checked(String id, int[] parents, boolean splice, Set<String> labels, List<String> dependsOn) {
        if (!splice) {
            for (int parent : parents) {
                if (topology.children[parent].length > 0) {
                    throw RevisionException.notAHead(graph.idAt(parent), graph.idsAt(topology.children[parent]));
                }
            }
        }
        Revision revision = new Revision(id, graph.idsAt(parents), labels, dependsOn);
        graph.with(revision);
        return revision;
    }

    private List<String> dependencies(List<String> texts) {
        List<String> names = new ArrayList<>();
        for (String text : texts) {
            Target target = Target.named(text);
            if (target.offset() != null) {
                throw RevisionException.nothingToStepFrom(text);
            }
            String symbol = Lookup.symbolOf(target);
            int dependency = lookup.single(symbol, target.label());
            if (dependency == RelativeTarget.BASE) {
                throw RevisionException.dependsOnBase(text);
            }
            boolean isLabel = target.label() == null && lookup.label(symbol) >= 0 && lookup.id(symbol) < 0;
            names.add(isLabel ? symbol : graph.idAt(dependency));
        }
        return names;
    }

    /** Refuses heads that have no common revision below them; groups connected revisions by union-find. */
    private void refuseIndependent(int[] heads) {
        int[] group = new int[topology.size];
        for (int i : topology.order) {
            group[i] = i;
            for (int parent : topology.parents[i]) {
                int a = root(group, i);
                int b = root(group, parent);
                group[Math.max(a, b)] = Math.min(a, b);
            }
        }
        Map<Integer, List<String>> groups = new TreeMap<>();
        for (int head : heads) {
            groups.computeIfAbsent(root(group, head), x -> new ArrayList<>()).add(graph.idAt(head));
        }
        if (groups.size() > 1) {
            throw RevisionException.independent(groups.values());
        }
    }

    private static int root(int[] group, int member) {
        int node = member;
        while (group[node] != node) {
            group[node] = group[group[node]];
            node = group[node];
        }
        return node;
    }
}
