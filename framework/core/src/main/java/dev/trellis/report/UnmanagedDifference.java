package dev.trellis.report;

import dev.trellis.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * A difference for which no operation is generated.
 *
 * @param table the table
 * @param column the column, or null if the difference does not concern a column
 * @param reason why no operation is generated
 * @param what a description, in one line, of the operation that would remove the difference, or of the unexpected object
 */
public record UnmanagedDifference(TableName table, @Nullable String column, Reason reason, String what) {

    /** The reasons for which no operation is generated. */
    public enum Reason {
        /** The table belongs to a protected branch. */
        PROTECTED("protected"),
        /** The table belongs to another branch. */
        OTHER_BRANCH("other_branch"),
        /** No branch owns the table. */
        UNKNOWN("unknown"),
        /** No operation can make the change. */
        NOT_GENERATED("not_generated"),
        /** The database rejects an expression of the model, so an operation that contains it would fail. */
        REJECTED("rejected");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** Returns the name in the output. */
        @Override
        public String toString() {
            return word;
        }
    }
}
