package dev.trellis.internal.diagram.project;

import java.util.List;

/**
 * A revision in a drawing of the revision graph.
 *
 * @param id the identifier
 * @param owner the branch that contains the script
 * @param message one line; empty for none
 * @param parents the identifiers of the parents
 * @param dependencies the identifiers of the revisions that it depends on
 * @param isHead whether no revision has it as a parent
 * @param state whether it is applied to the database
 */
public record RevisionNode(
        String id,
        Owner owner,
        String message,
        List<String> parents,
        List<String> dependencies,
        boolean isHead,
        State state) {
    /** Whether a revision is applied. */
    public enum State {
        /** The database was not read. */
        UNKNOWN,
        APPLIED,
        PENDING
    }
}
