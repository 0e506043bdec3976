package dev.trellis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch with several heads, which is what two developers leave who began from the same revision.
 *
 * @param heads their identifiers, in load order
 * @param merge the command that joins them, or null when the branch is another project's
 * @param rebase the command that moves the line that was written last on top of the other, or null where no line can be
 *     moved as a whole, or the branch is another project's
 */
public record MultipleHeadsReport(
        String branch,
        List<String> heads,
        @Nullable String merge,
        @Nullable String rebase) {}
