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
import java.util.stream.IntStream;

/** Converts the headers of revisions to the indexes and edges of the graph, and collects every problem. */
final class GraphBuilder {
    /** The largest number of names among which a suggestion is searched; the search is linear. */
    private static final int MAX_CANDIDATES = 10_000;

    /** The largest number of problems for which suggestions are searched. */
    private static final int MAX_SUGGESTIONS = 20;

    private static final int[] NONE = {};

    final List<Revision> revisions;
    final Map<String, Integer> ids = new HashMap<>();
    /** The revisions that declare labels, by label, in load order. */
    final Map<String, Integer> labels = new LinkedHashMap<>();

    /** The baselines, by the identifiers of the revisions that they replace. */
    final Map<String, Integer> replaced = new HashMap<>();

    final int[][] parents;
    final int[][] dependencies;
    /**
     * The dependencies without those on revisions that a baseline replaces; {@link #dependencies} itself if there are no
     * such dependencies.
     */
    final int[][] rowDependencies;

    private final List<Problem> problems = new ArrayList<>();

    /**
     * Builds the graph and collects its problems.
     *
     * @throws RevisionException with every problem of the graph
     */
    GraphBuilder(List<Revision> revisions) {
        this.revisions = revisions;
        this.parents = new int[revisions.size()][];
        this.dependencies = new int[revisions.size()][];
        readIds();
        readLabels();
        readReplaced();
        for (int i = 0; i < revisions.size(); i++) {
            parents[i] = parents(i);
            dependencies[i] = dependencies(i);
        }
        this.rowDependencies = rowDependencies();
        findCycles();
        if (!problems.isEmpty()) {
            throw new RevisionException(problems);
        }
    }

    private void readIds() {
        Set<String> twice = new HashSet<>();
        boolean mayResemble = false;
        for (int i = 0; i < revisions.size(); i++) {
            String id = revisions.get(i).id();
            Identifier.problemOfRevision(id).ifPresent(problems::add);
            if (ids.putIfAbsent(id, i) != null && twice.add(id)) {
                problems.add(GraphProblems.duplicateRevision(id));
            }
            mayResemble |= !Identifier.folded(id).equals(id);
        }
        if (mayResemble) {
            findSimilarIds();
        }
    }

    private void findSimilarIds() {
        Map<String, String> byFolded = new HashMap<>();
        for (Revision revision : revisions) {
            String id = revision.id();
            String other = byFolded.putIfAbsent(Identifier.folded(id), id);
            if (other != null && !other.equals(id)) {
                problems.add(GraphProblems.similarRevision(id, other));
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

    private void readReplaced() {
        for (int i = 0; i < revisions.size(); i++) {
            for (Replaced group : revisions.get(i).replaces()) {
                for (String id : group.revisions()) {
                    Integer other = replaced.putIfAbsent(id, i);
                    if (other != null) {
                        problems.add(GraphProblems.replacedTwice(
                                id, revisions.get(i).id(), revisions.get(other).id()));
                    } else if (ids.containsKey(id)) {
                        problems.add(GraphProblems.replaced(id, revisions.get(i).id()));
                    }
                }
            }
        }
    }

    private int[][] rowDependencies() {
        if (replaced.isEmpty()) {
            return dependencies;
        }
        int[][] remaining = new int[dependencies.length][];
        for (int i = 0; i < remaining.length; i++) {
            remaining[i] = revisions.get(i).dependsOn().stream()
                    .flatMapToInt(name -> {
                        int named = ids.getOrDefault(name, labels.getOrDefault(name, -1));
                        return named < 0 || revisions.get(named).isReplacing(name)
                                ? IntStream.empty()
                                : IntStream.of(named);
                    })
                    .distinct()
                    .toArray();
        }
        return remaining;
    }

    private int[] parents(int i) {
        Revision revision = revisions.get(i);
        List<String> names = revision.downRevisions();
        int count = 0;
        int[] parents = new int[names.size()];
        for (String name : names.size() < 2 ? names : new LinkedHashSet<>(names)) {
            Integer parent = ids.get(name);
            if (name.equals(revision.id())) {
                problems.add(GraphProblems.loop(name));
            } else if (parent == null && replaced.containsKey(name)) {
                problems.add(GraphProblems.replacedParent(
                        revision.id(), name, revisions.get(replaced.get(name)).id()));
            } else if (parent == null) {
                problems.add(GraphProblems.missingRevision(revision.id(), name, nearestId(name, revision)));
            } else {
                parents[count] = parent;
                count++;
            }
        }
        return count == parents.length ? parents : Arrays.copyOf(parents, count);
    }

    private int[] dependencies(int i) {
        Revision revision = revisions.get(i);
        if (revision.dependsOn().isEmpty()) {
            return NONE;
        }
        List<Integer> dependencies = new ArrayList<>();
        for (String name : revision.dependsOn()) {
            Integer dependency = ids.get(name);
            if (dependency == null) {
                dependency = labels.get(name);
            }
            if (dependency == null) {
                dependency = replaced.get(name);
            }
            if (name.equals(revision.id())) {
                problems.add(GraphProblems.dependencyLoop(name));
            } else if (dependency == null) {
                problems.add(GraphProblems.missingDependency(revision.id(), name, nearest(name, revision)));
            } else if (dependency == i) {
                problems.add(GraphProblems.dependencyCycle(List.of(revision.id())));
            } else {
                dependencies.add(dependency);
            }
        }
        return dependencies.stream().mapToInt(Integer::intValue).distinct().toArray();
    }

    private void findCycles() {
        BitSet reported = new BitSet();
        for (int[] cycle : CycleDetector.of(parents)) {
            problems.add(GraphProblems.cycle(names(cycle)));
            reported.or(Topology.set(cycle));
        }
        int[][] both = Topology.both(parents, dependencies);
        if (both == parents) {
            return;
        }
        for (int[] cycle : CycleDetector.of(both)) {
            if (!reported.intersects(Topology.set(cycle))) {
                problems.add(GraphProblems.dependencyCycle(names(cycle)));
            }
        }
    }

    private List<String> names(int[] members) {
        return Arrays.stream(members).mapToObj(i -> revisions.get(i).id()).toList();
    }

    /** Returns the identifier that is nearest to a name which a revision uses; never that revision's own. */
    private Optional<String> nearestId(String name, Revision user) {
        boolean costly = ids.size() > MAX_CANDIDATES || problems.size() > MAX_SUGGESTIONS;
        return costly ? Optional.empty() : nearest(name, ids.keySet(), Set.of(user.id()));
    }

    private Optional<String> nearest(String name, Revision user) {
        return nearestId(name, user)
                .or(() -> problems.size() > MAX_SUGGESTIONS
                        ? Optional.empty()
                        : nearest(name, labels.keySet(), user.branchLabels()));
    }

    private static Optional<String> nearest(String name, Set<String> known, Set<String> excluded) {
        return ClosestMatch.of(
                name, known.stream().filter(each -> !excluded.contains(each)).toList());
    }
}
