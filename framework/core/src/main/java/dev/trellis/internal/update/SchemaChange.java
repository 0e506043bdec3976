package dev.trellis.internal.update;

import dev.trellis.error.Location;
import dev.trellis.report.UpdateEffect;
import dev.trellis.schema.TableName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a schema that may affect a party other than its author.
 *
 * @param effect the kind of change
 * @param object the name of the table, view, function or type in its default notation; for SQL without an effect that is
 *     known, the words of the statement are in {@code columns}
 * @param columns the affected columns, or words; empty for the object as a whole
 * @param message the change: one clause in lower case without a full stop
 */
record SchemaChange(UpdateEffect effect, @Nullable TableName object, Set<String> columns, String message) {
    SchemaChange {
        columns = Set.copyOf(columns);
    }

    /**
     * A change with its cause.
     *
     * @param branch the label of the branch whose script makes the change
     * @param reason the reason that the header of the script states with {@code breaks}; null if it states none
     */
    record Caused(
            SchemaChange change,
            String branch,
            String revision,
            Location at,
            @Nullable String reason) {}
}
