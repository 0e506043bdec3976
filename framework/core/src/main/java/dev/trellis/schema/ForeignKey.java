package dev.trellis.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key.
 *
 * @param name null only when inspected where the database has no name for it
 * @param columns the referring columns, pairwise with {@code referredColumns}
 * @param match {@code full}, {@code partial} or null for {@code simple}
 * @param deferrable whether its check can be put off to the end of the transaction
 * @param initiallyDeferred whether it is put off unless said otherwise
 */
public record ForeignKey(
        @Nullable String name,
        List<String> columns,
        TableName referredTable,
        List<String> referredColumns,
        ReferentialAction onDelete,
        ReferentialAction onUpdate,
        @Nullable String match,
        boolean deferrable,
        boolean initiallyDeferred) {

    public ForeignKey {
        columns = List.copyOf(columns);
        referredColumns = List.copyOf(referredColumns);
        if (columns.size() != referredColumns.size()) {
            throw SchemaException.badReference(
                    referredTable + "(" + String.join(", ", referredColumns) + ")",
                    columns.size() + " columns cannot refer to " + referredColumns.size());
        }
    }

    /**
     * A foreign key that refuses what would leave a row without its other one.
     *
     * @param name null to leave it to the naming convention
     * @throws SchemaException when the columns are not as many as those referred to
     */
    public static ForeignKey of(
            @Nullable String name, List<String> columns, TableName referredTable, List<String> referredColumns) {
        return new ForeignKey(
                name,
                columns,
                referredTable,
                referredColumns,
                ReferentialAction.NO_ACTION,
                ReferentialAction.NO_ACTION,
                null,
                false,
                false);
    }

    /** The same under another name; null to leave it to the naming convention. */
    public ForeignKey withName(@Nullable String value) {
        return new ForeignKey(
                value,
                columns,
                referredTable,
                referredColumns,
                onDelete,
                onUpdate,
                match,
                deferrable,
                initiallyDeferred);
    }

    /** The same with other answers to a deleted row and a changed key. */
    public ForeignKey withActions(ReferentialAction delete, ReferentialAction update) {
        return new ForeignKey(
                name, columns, referredTable, referredColumns, delete, update, match, deferrable, initiallyDeferred);
    }

    /** The same from other columns, as many as before. */
    public ForeignKey withColumns(List<String> value) {
        return new ForeignKey(
                name, value, referredTable, referredColumns, onDelete, onUpdate, match, deferrable, initiallyDeferred);
    }

    /** The same to another table and its columns, as many as before. */
    public ForeignKey withReferred(TableName table, List<String> value) {
        return new ForeignKey(name, columns, table, value, onDelete, onUpdate, match, deferrable, initiallyDeferred);
    }

    /** {@code table(column, column)}, as a model writes it. */
    public String references() {
        return referredTable + "(" + String.join(", ", referredColumns) + ")";
    }
}
