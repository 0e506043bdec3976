package dev.trellis.adopt.alembic;

import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The branch of each revision. With one branch, all revisions belong to it. With several, a revision belongs to the branch
 * whose label it has in Alembic. One without such a label belongs to the branch of its version location: the branch of the
 * labelled revisions there, or the branch with the same position in the request. Otherwise it belongs to the branch of its
 * neighbours in the graph.
 */
final class BranchAssignment {
    private final RevisionGraph graph;
    private final List<String> labels;
    private final Map<String, String> branches = new HashMap<>();

    /**
     * Assigns the revisions.
     *
     * @param labels the labels of the branches in the order of the request
     * @param locations the number of version locations
     */
    BranchAssignment(RevisionGraph graph, Map<String, AlembicScript> scripts, List<String> labels, int locations) {
        this.graph = graph;
        this.labels = labels;
        Map<Integer, Set<String>> ofLocation = new HashMap<>();
        for (Revision revision : graph.order()) {
            String branch = labels.size() == 1 ? labels.get(0) : labelled(revision);
            if (branch != null) {
                branches.put(revision.id(), branch);
                ofLocation
                        .computeIfAbsent(location(scripts, revision), x -> new LinkedHashSet<>())
                        .add(branch);
            }
        }
        for (Revision revision : graph.order()) {
            int location = location(scripts, revision);
            Set<String> candidates = ofLocation.getOrDefault(location, Set.of());
            if (candidates.size() == 1) {
                branches.putIfAbsent(revision.id(), candidates.iterator().next());
            } else if (candidates.isEmpty() && locations == labels.size()) {
                branches.putIfAbsent(revision.id(), labels.get(location));
            }
        }
        addNeighbours();
    }

    private static int location(Map<String, AlembicScript> scripts, Revision revision) {
        AlembicScript script = scripts.get(revision.id());
        return script == null ? 0 : script.versionLocation();
    }

    private @Nullable String labelled(Revision revision) {
        List<String> found = labels.stream()
                .filter(label -> graph.labels(revision.id()).contains(label))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private void addNeighbours() {
        for (Revision revision : graph.order()) {
            for (String parent : revision.downRevisions()) {
                String branch = branches.get(parent);
                if (branch != null) {
                    branches.putIfAbsent(revision.id(), branch);
                }
            }
        }
        List<Revision> newestFirst = new ArrayList<>(graph.order());
        Collections.reverse(newestFirst);
        for (Revision revision : newestFirst) {
            for (Revision child : graph.children(revision.id())) {
                String branch = branches.get(child.id());
                if (branch != null) {
                    branches.putIfAbsent(revision.id(), branch);
                }
            }
            branches.putIfAbsent(revision.id(), labels.get(0));
        }
    }

    /** Returns the label of the branch of a revision. */
    String of(Revision revision) {
        return branches.getOrDefault(revision.id(), labels.get(0));
    }

    /**
     * Returns the labels that the project does not declare, by the revision that is to declare each: the first one of the
     * branch.
     */
    Map<String, Set<String>> missingLabels() {
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        for (String label : labels) {
            if (graph.branch(label).isEmpty()) {
                graph.order().stream()
                        .filter(revision -> label.equals(of(revision)))
                        .findFirst()
                        .ifPresent(first -> missing.computeIfAbsent(first.id(), x -> new LinkedHashSet<>())
                                .add(label));
            }
        }
        return missing;
    }

    /** Returns the first revisions of a branch: those without a parent in it. */
    List<Revision> bases(String label) {
        return graph.order().stream()
                .filter(revision -> label.equals(of(revision)))
                .filter(revision -> revision.downRevisions().stream()
                        .map(graph::find)
                        .noneMatch(parent -> parent.isPresent() && label.equals(of(parent.get()))))
                .toList();
    }
}
