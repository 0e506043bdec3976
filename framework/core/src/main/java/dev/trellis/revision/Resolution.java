package dev.trellis.revision;

import java.util.List;

/**
 * What a text stands for.
 *
 * @param revisions the revisions; empty for {@code base}
 * @param stepsToBase how many walks down ended exactly below a first revision
 */
public record Resolution(List<Revision> revisions, int stepsToBase) {

    public Resolution {
        revisions = List.copyOf(revisions);
    }
}
