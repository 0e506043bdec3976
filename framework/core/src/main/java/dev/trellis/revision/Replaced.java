package dev.trellis.revision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Revisions whose scripts {@code squash} has replaced by a baseline. A database that has some of them, but not the baseline,
 * has to be upgraded with a release that still contains their scripts.
 *
 * @param release the newest release that contains their scripts; null if it is unknown
 * @param revisions the identifiers of the revisions; the baseline has the identifier of the last squashed revision, which is
 *     not in this list
 * @param branchLabels the labels that these revisions declared, and that the baseline declares now
 */
public record Replaced(@Nullable String release, List<String> revisions, Set<String> branchLabels) {
    public Replaced {
        revisions = List.copyOf(revisions);
        branchLabels = Collections.unmodifiableSet(new LinkedHashSet<>(branchLabels));
    }

    /** Returns whether a name is the identifier of a replaced revision, or a label that one of them declared. */
    boolean isReplacing(String name) {
        return revisions.contains(name) || branchLabels.contains(name);
    }

    /**
     * Returns the releases with which a database at a replaced revision has to be upgraded, in this order.
     *
     * @param groups the groups of a baseline, oldest first
     * @param name the identifier of a replaced revision, or a label that one of them declared
     */
    static List<String> releases(List<Replaced> groups, String name) {
        List<String> releases = new ArrayList<>();
        boolean isReached = false;
        for (Replaced group : groups) {
            isReached |= group.isReplacing(name);
            if (isReached && group.release() != null) {
                releases.add(group.release());
            }
        }
        return releases;
    }
}
