package dev.trellis.revision;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A new revision as the user asks for it.
 *
 * @param id its identifier
 * @param head what it stands on, as text: {@code head}, {@code poser@head}, {@code base}, a revision
 * @param splice true to begin a new branch on a revision that is not a head
 * @param branchLabels the labels that it declares
 * @param dependsOn what it depends on, as text; a label stays a label, everything else is resolved once
 */
public record PlacementRequest(
        String id, String head, boolean splice, Set<String> branchLabels, List<String> dependsOn) {

    public PlacementRequest {
        branchLabels = Collections.unmodifiableSet(new LinkedHashSet<>(branchLabels));
        dependsOn = List.copyOf(dependsOn);
    }

    /** A revision on top of the named head, and nothing more. */
    public static PlacementRequest on(String head, String id) {
        return new PlacementRequest(id, head, false, Set.of(), List.of());
    }
}
