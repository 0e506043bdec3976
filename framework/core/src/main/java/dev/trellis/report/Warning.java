package dev.trellis.report;

import dev.trellis.operation.Operation;

/**
 * Something that a person should look at before running an operation.
 *
 * @param text one line, without a full stop
 */
public record Warning(Operation operation, Kind kind, String text) {

    /** What it is about. */
    public enum Kind {
        /** Rows or values go, or may not fit. */
        DATA_LOSS,
        /** It fails on a table whose rows have no value for the column. */
        NOT_NULL,
        /** It fails on a table whose rows hold duplicates. */
        DUPLICATES,
        /** It fails on a table whose rows break the new rule. */
        VIOLATIONS,
        /** A table that is not ours still refers to what goes. */
        REFERRED,
        /** It may be half of a rename. */
        LIKELY_RENAME
    }
}
