package dev.trellis.revision;

import java.util.List;

/**
 * The result of resolving a text.
 *
 * @param revisions the revisions; empty for {@code base}
 * @param stepsToBase the number of heads from which the steps lead exactly to base
 */
public record Resolution(List<Revision> revisions, int stepsToBase) {

    public Resolution {
        revisions = List.copyOf(revisions);
    }
}
