package dev.trellis.lint;

import dev.trellis.error.Location;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has found.
 *
 * @param rule the stable name of the rule
 * @param branch the label of the branch
 * @param revision the revision
 * @param at where its author wrote it
 * @param message what is lost, blocks, or breaks a rule, in one sentence without a full stop
 * @param instead what to do instead
 * @param yaml the corrected script, or the part that matters, or null where there is none to show
 */
public record Finding(
        String rule,
        String branch,
        String revision,
        Location at,
        String message,
        String instead,
        @Nullable String yaml) {}
