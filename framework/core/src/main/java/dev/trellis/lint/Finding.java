package dev.trellis.lint;

import dev.trellis.error.Location;
import org.jspecify.annotations.Nullable;

/**
 * A finding of a lint rule. The names of the components are the keys of the JSON output.
 *
 * @param rule the stable name of the rule
 * @param branch the label of the branch
 * @param revision the identifier of the revision
 * @param at the place in the script
 * @param message the loss, the blocked sessions or the broken convention: one clause in lower case without a full stop
 * @param instead the better way: one or more imperative sentences, or a sentence that ends with a line to paste
 * @param yaml the corrected script, or the part of it that changes; null if there is none
 */
public record Finding(
        String rule,
        String branch,
        String revision,
        Location at,
        String message,
        String instead,
        @Nullable String yaml) {

    /**
     * Returns a finding without a corrected script.
     *
     * @param rule the stable name of the rule
     */
    public static Finding in(RevisionContext revision, String rule, Location at, String message, String instead) {
        return new Finding(rule, revision.branch().label(), revision.script().id(), at, message, instead, null);
    }

    /** Returns the finding with the corrected script, or the part of it that changes; null for none. */
    public Finding withYaml(@Nullable String value) {
        return new Finding(rule, branch, revision, at, message, instead, value);
    }
}
