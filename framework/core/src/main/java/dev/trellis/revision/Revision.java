package dev.trellis.revision;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A node of the graph: what a revision's header says about its place. Nothing is checked here, so that the graph can
 * name every fault at once.
 *
 * @param id the identifier
 * @param downRevisions what it stands on, as written; empty for a base, several for a merge point
 * @param branchLabels the labels that it declares, as written; not those that reach it from elsewhere
 * @param dependsOn what must be applied before it besides, as written: identifiers or labels
 */
public record Revision(String id, List<String> downRevisions, Set<String> branchLabels, List<String> dependsOn) {

    public Revision {
        downRevisions = List.copyOf(downRevisions);
        branchLabels = Collections.unmodifiableSet(new LinkedHashSet<>(branchLabels));
        dependsOn = List.copyOf(dependsOn);
    }

    /** A revision without labels and dependencies. */
    public static Revision of(String id, String... downRevisions) {
        return new Revision(id, List.of(downRevisions), Set.of(), List.of());
    }

    /** The same with other labels. */
    public Revision labelled(String... labels) {
        return new Revision(id, downRevisions, new LinkedHashSet<>(List.of(labels)), dependsOn);
    }

    /** The same with other dependencies: identifiers, or labels. */
    public Revision dependingOn(String... names) {
        return new Revision(id, downRevisions, branchLabels, List.of(names));
    }

    static List<String> ids(Collection<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }
}
