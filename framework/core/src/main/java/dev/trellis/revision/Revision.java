package dev.trellis.revision;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A node of the graph, as its header declares it. The values are not checked here, so that the graph can report every problem
 * at once.
 *
 * @param id the identifier
 * @param downRevisions the identifiers of its parents; empty for a base, several for a merge point
 * @param branchLabels the labels that the revision declares, without the labels that it inherits from other revisions
 * @param dependsOn further revisions that have to be applied before it: identifiers or labels
 */
public record Revision(String id, List<String> downRevisions, Set<String> branchLabels, List<String> dependsOn) {

    public Revision {
        downRevisions = List.copyOf(downRevisions);
        branchLabels =
                branchLabels.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(branchLabels));
        dependsOn = List.copyOf(dependsOn);
    }

    /** Returns a revision without labels and dependencies. */
    public static Revision of(String id, String... downRevisions) {
        return new Revision(id, List.of(downRevisions), Set.of(), List.of());
    }

    /** Returns the revision with other labels. */
    public Revision labelled(String... labels) {
        return new Revision(id, downRevisions, new LinkedHashSet<>(List.of(labels)), dependsOn);
    }

    /** Returns the revision with other dependencies: identifiers or labels. */
    public Revision dependingOn(String... names) {
        return new Revision(id, downRevisions, branchLabels, List.of(names));
    }

    static List<String> ids(Collection<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }
}
