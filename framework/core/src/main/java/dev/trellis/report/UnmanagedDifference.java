package dev.trellis.report;

import dev.trellis.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * A difference that is not generated.
 *
 * @param column null when it is none of a column
 * @param what what would have to be done, or what is there, in one line for people
 */
public record UnmanagedDifference(TableName table, @Nullable String column, Reason reason, String what) {

    /** Why it is not generated. */
    public enum Reason {
        /** The table belongs to a protected branch. */
        PROTECTED,
        /** The table belongs to another branch. */
        OTHER_BRANCH,
        /** Nobody owns the table. */
        UNKNOWN,
        /** No operation can do it. */
        NOT_GENERATED
    }
}
