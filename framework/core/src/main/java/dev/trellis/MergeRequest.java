package dev.trellis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merge as it is asked for.
 *
 * @param revisions what to join, as text; {@code heads} alone joins the several heads of each branch
 * @param message what it is about, or null to say what it joins
 * @param splice whether revisions that are not heads may be joined
 * @param branchLabels the labels that the merge point declares
 * @param id its identifier, or null for a new one
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
     * A merge of these revisions with nothing else said.
     *
     * @param revisions as on the command line; {@code heads} for every branch with several
     */
    public static MergeRequest of(String... revisions) {
        return new MergeRequest(List.of(revisions), null, false, List.of(), null);
    }
}
