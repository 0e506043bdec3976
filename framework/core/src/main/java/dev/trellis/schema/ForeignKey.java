package dev.trellis.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key.
 *
 * @param name null before the naming convention has named it, and if the key was inspected in a database that has no name
 *     for it
 * @param columns the referring columns, pairwise with {@code referredColumns}
 * @param match null for MATCH SIMPLE
 * @param deferrable whether the check of the key can be deferred to the end of the transaction
 * @param initiallyDeferred whether the check of the key is deferred by default
 */
public record ForeignKey(
        @Nullable String name,
        List<String> columns,
        TableName referredTable,
        List<String> referredColumns,
        ReferentialAction onDelete,
        ReferentialAction onUpdate,
        @Nullable Match match,
        boolean deferrable,
        boolean initiallyDeferred) {

    /** The treatment of keys in which some columns are NULL. The default, MATCH SIMPLE, has no constant. */
    public enum Match {
        FULL,
        PARTIAL;

        /** Returns the word in scripts and models: {@code full}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Parses a word in any letter case; empty for any other text. */
        public static Optional<Match> of(String text) {
            return Arrays.stream(values())
                    .filter(match -> match.name().equalsIgnoreCase(text))
                    .findFirst();
        }
    }

    public ForeignKey {
        columns = List.copyOf(columns);
        referredColumns = List.copyOf(referredColumns);
        if (columns.size() != referredColumns.size()) {
            throw SchemaException.badReference(
                    referredTable + "(" + String.join(", ", referredColumns) + ")",
                    columns.size(),
                    referredColumns.size());
        }
    }

    /**
     * Returns a foreign key with the action NO ACTION.
     *
     * @param name null for the name of the naming convention
     * @throws SchemaException {@code bad_reference} if the numbers of columns differ
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

    /** Returns the key with another name; null for the name of the naming convention. */
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

    /** Returns the key with other actions on delete and on update. */
    public ForeignKey withActions(ReferentialAction delete, ReferentialAction update) {
        return new ForeignKey(
                name, columns, referredTable, referredColumns, delete, update, match, deferrable, initiallyDeferred);
    }

    /** Returns the key with other referring columns, as many as before. */
    public ForeignKey withColumns(List<String> value) {
        return new ForeignKey(
                name, value, referredTable, referredColumns, onDelete, onUpdate, match, deferrable, initiallyDeferred);
    }

    /** Returns the key with another referred table and other referred columns, as many as before. */
    public ForeignKey withReferred(TableName table, List<String> value) {
        return new ForeignKey(name, columns, table, value, onDelete, onUpdate, match, deferrable, initiallyDeferred);
    }

    /** Returns the reference as models write it: {@code table(column, column)}. */
    public String references() {
        return referredTable + "(" + String.join(", ", referredColumns) + ")";
    }

    // Hand-written, as in TableName: the generated methods cost milliseconds of each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ForeignKey that
                        && onDelete == that.onDelete
                        && onUpdate == that.onUpdate
                        && match == that.match
                        && deferrable == that.deferrable
                        && initiallyDeferred == that.initiallyDeferred
                        && Objects.equals(name, that.name)
                        && columns.equals(that.columns)
                        && referredTable.equals(that.referredTable)
                        && referredColumns.equals(that.referredColumns));
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                onDelete,
                onUpdate,
                match,
                deferrable,
                initiallyDeferred,
                name,
                columns,
                referredTable,
                referredColumns);
    }
}
