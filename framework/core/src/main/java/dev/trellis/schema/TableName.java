package dev.trellis.schema;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a table, or of a type, as the database knows it: letter case counts.
 *
 * @param schema the schema it lies in, or null for the default schema of the connection
 * @param name the bare name; not empty
 */
public record TableName(@Nullable String schema, String name) implements Comparable<TableName> {
    private static final Comparator<@Nullable String> NONE_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    public TableName {
        if (name.isEmpty() || (schema != null && schema.isEmpty())) {
            throw SchemaException.illegalIdentifier(schema == null ? name : schema + "." + name, "it is empty");
        }
        if (name.indexOf('\0') >= 0 || (schema != null && schema.indexOf('\0') >= 0)) {
            throw SchemaException.illegalIdentifier(name, "it holds a NUL character");
        }
    }

    /** A name in the default schema. */
    public static TableName of(String name) {
        return new TableName(null, name);
    }

    /** Reads {@code name} or {@code schema.name}, as the keys of a model are written. */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? of(text) : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** Another name in the same schema. */
    public TableName renamed(String newName) {
        return new TableName(schema, newName);
    }

    // What a record has by itself the JVM puts together at its first use, which is milliseconds of every start.

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

    /** As a model's key says it. */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
