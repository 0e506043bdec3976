package dev.trellis.adopt.source;

import java.util.List;
import java.util.Set;

/**
 * The state of a database according to the records of the other tool.
 *
 * @param hasRecords whether the database has the other tool's table; if not, no revision is applied
 * @param revisions the identifiers of the applied revisions
 * @param refusals the reasons why this state cannot be adopted; empty if it can
 * @param changed one line for each script that was changed after it had been applied
 */
public record Applied(boolean hasRecords, Set<String> revisions, List<Refusal> refusals, List<String> changed) {

    /** The state of a database without the other tool's table. */
    public static final Applied NOTHING = new Applied(false, Set.of(), List.of(), List.of());

    public Applied {
        revisions = Set.copyOf(revisions);
        refusals = List.copyOf(refusals);
        changed = List.copyOf(changed);
    }

    /**
     * A reason why the state of a database cannot be adopted.
     *
     * @param kind the kind of reason
     * @param what the fact, as a clause without a full stop
     * @param advice what to do first, in whole sentences
     */
    public record Refusal(Kind kind, String what, String advice) {}

    /** The kinds of states that cannot be adopted. */
    public enum Kind {
        /** A script has failed and its effect is unknown. */
        FAILED,
        /** The other tool is running, or was killed while it held its lock. */
        LOCKED,
        /** A script is applied that the project does not contain. */
        UNKNOWN,
        /** A script is not applied although a later one is. */
        INCOMPLETE
    }
}
