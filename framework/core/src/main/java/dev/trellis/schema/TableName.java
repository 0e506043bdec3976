package dev.trellis.schema;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table or type in the database's spelling, including letter case.
 *
 * @param schema its schema, or null for the default schema of the connection
 * @param name the name without the schema; not empty
 */
public record TableName(@Nullable String schema, String name) implements Comparable<TableName> {
    private static final Comparator<@Nullable String> NONE_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    public TableName {
        if (name.isEmpty() || (schema != null && schema.isEmpty())) {
            throw SchemaException.illegalIdentifier(
                    schema == null ? name : schema + "." + name,
                    schema == null
                            ? "it is empty"
                            : "a part of it is empty, because a dot separates the schema from the name");
        }
        if (name.indexOf('\0') >= 0 || (schema != null && schema.indexOf('\0') >= 0)) {
            throw SchemaException.illegalIdentifier(name, "it contains a NUL character");
        }
    }

    /** Returns a name in the default schema. */
    public static TableName of(String name) {
        return new TableName(null, name);
    }

    /** Parses {@code name} or {@code schema.name}, the notation of a model's keys. */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? of(text) : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** Returns another name in the same schema. */
    public TableName renamed(String newName) {
        return new TableName(schema, newName);
    }

    // Hand-written: the generated equals and hashCode link through
    // invokedynamic, which costs milliseconds of every start.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableName table && name.equals(table.name) && Objects.equals(schema, table.schema);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(schema) + name.hashCode();
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = NONE_FIRST.compare(schema, other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /** Returns {@code name} or {@code schema.name}, which {@link #parse} reads. */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
