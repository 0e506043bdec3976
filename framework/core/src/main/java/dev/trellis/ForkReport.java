package dev.trellis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch with several heads, which is what two developers leave who began from the same revision.
 *
 * @param heads their identifiers, sorted
 * @param merge the command that joins them
 * @param rebase the command that moves the line that was written last on top of the other, or null where no line can be moved as a whole
 */
public record ForkReport(
        String branch,
        List<String> heads,
        String merge,
        @Nullable String rebase) {}
