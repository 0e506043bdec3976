package dev.trellis.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param nullable whether it takes NULL; false for a column of the primary key, whatever the author said
 * @param defaultValue null for none
 * @param comment null for none
 * @param collation null for the database's
 * @param identity null when the database does not count it up
 * @param computed null when it is not computed
 * @param renamedFrom what the column was called before, as a model says it for the comparison; null otherwise and in
 *     whatever was inspected or replayed
 */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        @Nullable DefaultValue defaultValue,
        @Nullable String comment,
        @Nullable String collation,
        @Nullable Identity identity,
        @Nullable Computed computed,
        @Nullable String renamedFrom) {

    /** A nullable column of which nothing more is said. */
    public static Column of(String name, ColumnType type) {
        return new Column(name, type, true, null, null, null, null, null, null);
    }

    /** The same under another name. */
    public Column withName(String value) {
        return new Column(value, type, nullable, defaultValue, comment, collation, identity, computed, null);
    }

    /** The same with another type. */
    public Column withType(ColumnType value) {
        return new Column(name, value, nullable, defaultValue, comment, collation, identity, computed, renamedFrom);
    }

    /** The same, taking NULL or not. */
    public Column withNullable(boolean value) {
        return new Column(name, type, value, defaultValue, comment, collation, identity, computed, renamedFrom);
    }

    /** The same with another default; null for none. */
    public Column withDefault(@Nullable DefaultValue value) {
        return new Column(name, type, nullable, value, comment, collation, identity, computed, renamedFrom);
    }

    /** The same with another comment; null for none. */
    public Column withComment(@Nullable String value) {
        return new Column(name, type, nullable, defaultValue, value, collation, identity, computed, renamedFrom);
    }

    /** The same with another collation; null for the database's own. */
    public Column withCollation(@Nullable String value) {
        return new Column(name, type, nullable, defaultValue, comment, value, identity, computed, renamedFrom);
    }

    /** The same, counting in another way; null for one that does not count. */
    public Column withIdentity(@Nullable Identity value) {
        return new Column(name, type, nullable, defaultValue, comment, collation, value, computed, renamedFrom);
    }

    /** The same, computed in another way; null for one that is written. */
    public Column withComputed(@Nullable Computed value) {
        return new Column(name, type, nullable, defaultValue, comment, collation, identity, value, renamedFrom);
    }

    /** The same with another former name; null for none. */
    public Column withRenamedFrom(@Nullable String value) {
        return new Column(name, type, nullable, defaultValue, comment, collation, identity, computed, value);
    }
}
