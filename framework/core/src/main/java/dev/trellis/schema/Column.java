package dev.trellis.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param nullable whether the column accepts NULL; always false for a column of the primary key
 * @param defaultValue null if there is none
 * @param comment null if there is none
 * @param collation null for the database's default
 * @param identity null if it is not an identity column
 * @param computed null if it is not computed
 * @param onUpdate the expression that the database assigns to the column when a row is updated, as in
 *     {@code ON UPDATE CURRENT_TIMESTAMP}; null if there is no such expression, or if a model does not state it
 * @param renamedFrom the former name, which a model declares so that a comparison finds the rename; null in a schema that
 *     was read from a database or computed from scripts
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
        @Nullable SqlText onUpdate,
        @Nullable String renamedFrom) {

    /** Returns a nullable column without further attributes. */
    public static Column of(String name, ColumnType type) {
        return new Column(name, type, true, null, null, null, null, null, null, null);
    }

    /** Returns the column with another name and without a former name. */
    public Column withName(String value) {
        return new Column(value, type, nullable, defaultValue, comment, collation, identity, computed, onUpdate, null);
    }

    /** Returns the column with another type. */
    public Column withType(ColumnType value) {
        return new Column(
                name, value, nullable, defaultValue, comment, collation, identity, computed, onUpdate, renamedFrom);
    }

    /** Returns the column with another nullability. */
    public Column withNullable(boolean value) {
        return new Column(
                name, type, value, defaultValue, comment, collation, identity, computed, onUpdate, renamedFrom);
    }

    /** Returns the column with another default; null for no default. */
    public Column withDefault(@Nullable DefaultValue value) {
        return new Column(name, type, nullable, value, comment, collation, identity, computed, onUpdate, renamedFrom);
    }

    /** Returns the column with another comment; null for no comment. */
    public Column withComment(@Nullable String value) {
        return new Column(
                name, type, nullable, defaultValue, value, collation, identity, computed, onUpdate, renamedFrom);
    }

    /** Returns the column with another collation; null for the database's default. */
    public Column withCollation(@Nullable String value) {
        return new Column(
                name, type, nullable, defaultValue, comment, value, identity, computed, onUpdate, renamedFrom);
    }

    /** Returns the column with another identity; null for no identity. */
    public Column withIdentity(@Nullable Identity value) {
        return new Column(
                name, type, nullable, defaultValue, comment, collation, value, computed, onUpdate, renamedFrom);
    }

    /** Returns the column with another computation; null for no computation. */
    public Column withComputed(@Nullable Computed value) {
        return new Column(
                name, type, nullable, defaultValue, comment, collation, identity, value, onUpdate, renamedFrom);
    }

    /** Returns the column with another assignment on update; null for no assignment on update. */
    public Column withOnUpdate(@Nullable SqlText value) {
        return new Column(
                name, type, nullable, defaultValue, comment, collation, identity, computed, value, renamedFrom);
    }

    /** Returns the column with another former name; null for no former name. */
    public Column withRenamedFrom(@Nullable String value) {
        return new Column(name, type, nullable, defaultValue, comment, collation, identity, computed, onUpdate, value);
    }

    // Hand-written, as in TableName: the generated methods cost milliseconds of each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Column that
                        && nullable == that.nullable
                        && name.equals(that.name)
                        && type.equals(that.type)
                        && Objects.equals(defaultValue, that.defaultValue)
                        && Objects.equals(comment, that.comment)
                        && Objects.equals(collation, that.collation)
                        && Objects.equals(identity, that.identity)
                        && Objects.equals(computed, that.computed)
                        && Objects.equals(onUpdate, that.onUpdate)
                        && Objects.equals(renamedFrom, that.renamedFrom));
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                nullable, name, type, defaultValue, comment, collation, identity, computed, onUpdate, renamedFrom);
    }
}
