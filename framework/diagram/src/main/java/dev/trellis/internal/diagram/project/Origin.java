package dev.trellis.internal.diagram.project;

import java.util.ArrayList;
import java.util.List;

/**
 * The revisions that created and changed an object.
 *
 * @param created the identifier of the revision that created it
 * @param changed the identifiers of the revisions that changed it, oldest first, each once
 */
public record Origin(String created, List<String> changed) {
    public Origin {
        changed = List.copyOf(changed);
    }

    static Origin of(String revision) {
        return new Origin(revision, List.of());
    }

    /** Returns the origin with a revision that changed the object; unchanged if that revision created the object. */
    Origin changedBy(String revision) {
        if (created.equals(revision) || changed.contains(revision)) {
            return this;
        }
        List<String> next = new ArrayList<>(changed);
        next.add(revision);
        return new Origin(created, next);
    }
}
