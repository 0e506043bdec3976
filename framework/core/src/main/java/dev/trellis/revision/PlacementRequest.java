package dev.trellis.revision;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The position of a new revision in the graph, as the user requests it.
 *
 * @param id its identifier
 * @param head its parent, as text: {@code head}, {@code poser@head}, {@code base}, a revision
 * @param splice whether the parent can be a revision that is not a head
 * @param branchLabels the labels that it declares
 * @param dependsOn its dependencies, as text; a label stays a label, everything else is resolved to an identifier
 */
public record PlacementRequest(
        String id, String head, boolean splice, Set<String> branchLabels, List<String> dependsOn) {

    public PlacementRequest {
        branchLabels = Collections.unmodifiableSet(new LinkedHashSet<>(branchLabels));
        dependsOn = List.copyOf(dependsOn);
    }

    /** Returns a request for a revision on a head, without labels and dependencies. */
    public static PlacementRequest on(String head, String id) {
        return new PlacementRequest(id, head, false, Set.of(), List.of());
    }
}
