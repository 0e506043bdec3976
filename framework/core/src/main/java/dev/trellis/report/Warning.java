package dev.trellis.report;

import dev.trellis.operation.Operation;

/**
 * A reason to review an operation before it runs.
 *
 * @param operation the operation
 * @param kind the kind of risk
 * @param text a description in one line, without a full stop
 */
public record Warning(Operation operation, Kind kind, String text) {

    /** The kinds of risks. */
    public enum Kind {
        /** The operation drops rows or values, or converts values that may not fit. */
        DATA_LOSS,
        /** The operation fails if a row has no value for the column. */
        NOT_NULL,
        /** The operation fails if rows contain duplicates. */
        DUPLICATES,
        /** The operation fails if a row violates the new constraint. */
        VIOLATIONS,
        /** The operation fails while a table of another branch refers to the dropped object. */
        REFERRED,
        /** The operation drops or creates an object, and may be half of a rename. */
        LIKELY_RENAME
    }
}
