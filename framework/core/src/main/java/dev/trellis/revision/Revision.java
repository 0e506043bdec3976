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
 * @param replaces the revisions that a baseline replaces, oldest first; empty for a revision that is no baseline
 */
public record Revision(
        String id,
        List<String> downRevisions,
        Set<String> branchLabels,
        List<String> dependsOn,
        List<Replaced> replaces) {

    public Revision {
        downRevisions = List.copyOf(downRevisions);
        branchLabels =
                branchLabels.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(branchLabels));
        dependsOn = List.copyOf(dependsOn);
        replaces = List.copyOf(replaces);
    }

    /** Creates a revision that is no baseline. */
    public Revision(String id, List<String> downRevisions, Set<String> branchLabels, List<String> dependsOn) {
        this(id, downRevisions, branchLabels, dependsOn, List.of());
    }

    /** Returns a revision without labels and dependencies. */
    public static Revision of(String id, String... downRevisions) {
        return new Revision(id, List.of(downRevisions), Set.of(), List.of());
    }

    /** Returns the revision with other labels. */
    public Revision labelled(String... labels) {
        return new Revision(id, downRevisions, new LinkedHashSet<>(List.of(labels)), dependsOn, replaces);
    }

    /** Returns the revision with other dependencies: identifiers or labels. */
    public Revision dependingOn(String... names) {
        return new Revision(id, downRevisions, branchLabels, List.of(names), replaces);
    }

    /** Returns the revision as a baseline. */
    public Revision replacing(Replaced... groups) {
        return new Revision(id, downRevisions, branchLabels, dependsOn, List.of(groups));
    }

    /** Returns whether the revision is a baseline, which replaces other revisions. */
    public boolean isBaseline() {
        return !replaces.isEmpty();
    }

    /**
     * Returns whether a name that another script wrote means a revision that this baseline replaces.
     *
     * @param name an identifier or a label
     */
    public boolean isReplacing(String name) {
        for (Replaced group : replaces) {
            if (group.isReplacing(name)) {
                return true;
            }
        }
        return false;
    }

    static List<String> ids(Collection<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }
}
