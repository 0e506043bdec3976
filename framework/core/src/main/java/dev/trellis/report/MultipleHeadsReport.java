package dev.trellis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch with several heads: two developers have added revisions to the same parent.
 *
 * @param branch the label of the branch
 * @param heads the identifiers of the heads, in load order
 * @param merge the command that joins the heads, or null if another project owns the branch
 * @param rebase the command that moves the newest line of revisions on top of the other line, or null if no line can be
 *     moved as a whole or another project owns the branch
 */
public record MultipleHeadsReport(
        String branch,
        List<String> heads,
        @Nullable String merge,
        @Nullable String rebase) {}
