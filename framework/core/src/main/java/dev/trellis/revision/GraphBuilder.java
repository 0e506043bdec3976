package dev.trellis.revision;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the headers into indexes and edges, and gathers every fault on the way. */
final class GraphBuilder {
    /** Beyond this many names, or faults, a suggestion costs more than it helps. */
    private static final int SUGGEST_AMONG = 10_000;

    private static final int SUGGEST_FOR = 20;

    final List<Revision> revisions;
    final Map<String, Integer> ids = new HashMap<>();
    /** Label to the revision that declares it, in load order. */
    final Map<String, Integer> labels = new LinkedHashMap<>();

    final int[][] parents;
    final int[][] dependencies;
    private final List<Problem> problems = new ArrayList<>();

    /** @throws RevisionException with every fault of the graph */
    GraphBuilder(List<Revision> revisions) {
        this.revisions = revisions;
        this.parents = new int[revisions.size()][];
        this.dependencies = new int[revisions.size()][];
        readIds();
        readLabels();
        for (int i = 0; i < revisions.size(); i++) {
            parents[i] = parents(i);
            dependencies[i] = dependencies(i);
        }
        readRings();
        if (!problems.isEmpty()) {
            throw new RevisionException(problems);
        }
    }

    private void readIds() {
        Set<String> twice = new HashSet<>();
        for (int i = 0; i < revisions.size(); i++) {
            String id = revisions.get(i).id();
            Identifier.problemOfRevision(id).ifPresent(problems::add);
            if (ids.putIfAbsent(id, i) != null && twice.add(id)) {
                problems.add(GraphProblems.duplicateRevision(id));
            }
        }
    }

    private void readLabels() {
        for (int i = 0; i < revisions.size(); i++) {
            Revision revision = revisions.get(i);
            for (String label : revision.branchLabels()) {
                Identifier.problemOfLabel(label).ifPresent(problems::add);
                Integer other = labels.putIfAbsent(label, i);
                if (other != null) {
                    problems.add(GraphProblems.duplicateLabel(
                            label, revision.id(), revisions.get(other).id()));
                } else if (ids.containsKey(label)) {
                    problems.add(GraphProblems.labelIsRevision(label, revision.id()));
                }
            }
        }
    }

    private int[] parents(int i) {
        Revision revision = revisions.get(i);
        List<Integer> found = new ArrayList<>();
        for (String name : new LinkedHashSet<>(revision.downRevisions())) {
            Integer parent = ids.get(name);
            if (name.equals(revision.id())) {
                problems.add(GraphProblems.loop(name));
            } else if (parent == null) {
                problems.add(GraphProblems.missingRevision(revision.id(), name, nearestId(name)));
            } else {
                found.add(parent);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] dependencies(int i) {
        Revision revision = revisions.get(i);
        List<Integer> found = new ArrayList<>();
        for (String name : revision.dependsOn()) {
            Integer needed = ids.get(name);
            if (needed == null) {
                needed = labels.get(name);
            }
            if (name.equals(revision.id())) {
                problems.add(GraphProblems.dependencyLoop(name));
            } else if (needed == null) {
                problems.add(GraphProblems.missingDependency(revision.id(), name, nearest(name)));
            } else if (needed == i) {
                problems.add(GraphProblems.dependencyCycle(List.of(revision.id())));
            } else {
                found.add(needed);
            }
        }
        return found.stream().mapToInt(Integer::intValue).distinct().toArray();
    }

    private void readRings() {
        BitSet reported = new BitSet();
        for (int[] ring : CycleDetector.of(parents)) {
            problems.add(GraphProblems.cycle(names(ring)));
            reported.or(Topology.set(ring));
        }
        for (int[] ring : CycleDetector.of(Topology.both(parents, dependencies))) {
            if (!reported.intersects(Topology.set(ring))) {
                problems.add(GraphProblems.dependencyCycle(names(ring)));
            }
        }
    }

    private List<String> names(int[] members) {
        return Arrays.stream(members).mapToObj(i -> revisions.get(i).id()).toList();
    }

    private Optional<String> nearestId(String name) {
        boolean costly = ids.size() > SUGGEST_AMONG || problems.size() > SUGGEST_FOR;
        return costly ? Optional.empty() : ClosestMatch.of(name, ids.keySet());
    }

    private Optional<String> nearest(String name) {
        return nearestId(name)
                .or(() -> problems.size() > SUGGEST_FOR ? Optional.empty() : ClosestMatch.of(name, labels.keySet()));
    }
}
