package dev.trellis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to write merge points.
 *
 * @param revisions the revisions to join, as on the command line; {@code heads} alone joins the heads of each branch with
 *     several heads
 * @param message the message, or null for a message that names the joined revisions
 * @param splice whether revisions that are not heads can be joined
 * @param branchLabels the labels that the merge point declares
 * @param id the identifier, or null for a generated one
 */
public record MergeRequest(
        List<String> revisions,
        @Nullable String message,
        boolean splice,
        List<String> branchLabels,
        @Nullable String id) {

    public MergeRequest {
        revisions = List.copyOf(revisions);
        branchLabels = List.copyOf(branchLabels);
    }

    /**
     * Returns a request to join the revisions, with default values for everything else.
     *
     * @param revisions the revisions as on the command line, or {@code heads}
     */
    public static MergeRequest of(String... revisions) {
        return new MergeRequest(List.of(revisions), null, false, List.of(), null);
    }
}
