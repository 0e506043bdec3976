package dev.trellis.report;

import dev.trellis.error.Location;
import org.jspecify.annotations.Nullable;

/**
 * An effect of an update on one party. The names of the components are the keys of the JSON output.
 *
 * @param impact the severity for the party
 * @param effect the kind of effect
 * @param party the label of the branch that is affected; {@link #ANY_APP} for every branch that may exist
 * @param branch the label of the updated branch that causes the effect; empty if no single branch does
 * @param revision the revision that causes the effect; empty if no single revision does
 * @param at the place of the cause; null if it is unknown
 * @param message the effect: one clause in lower case without a full stop
 * @param instead the action of the party: one or more imperative sentences
 * @param reason the reason that the header of the revision states with {@code breaks}; null if it states none
 */
public record UpdateFinding(
        Impact impact,
        UpdateEffect effect,
        String party,
        String branch,
        String revision,
        @Nullable Location at,
        String message,
        String instead,
        @Nullable String reason) {
    /** The party of a finding that concerns every app that uses the branch. */
    public static final String ANY_APP = "any app";
}
