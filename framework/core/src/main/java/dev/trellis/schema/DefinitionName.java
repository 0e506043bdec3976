package dev.trellis.schema;

import java.util.Comparator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a {@link Definition} in a database.
 *
 * @param name the name with its schema; a trigger or policy has the schema of its table
 * @param table the table of a trigger or policy; null for any other kind
 * @param arguments the types of a function's or procedure's arguments, as written between the parentheses, {@code integer,
 *     text}; empty for none; null if the name alone identifies the object. Null for any other kind.
 */
public record DefinitionName(
        DefinitionKind kind,
        TableName name,
        @Nullable TableName table,
        @Nullable String arguments) implements Comparable<DefinitionName> {
    private static final Comparator<DefinitionName> ORDER = Comparator.comparing(DefinitionName::kind)
            .thenComparing(DefinitionName::name)
            .thenComparing(DefinitionName::table, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(DefinitionName::arguments, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Returns the name of an object that is neither part of a table nor distinguished by arguments. */
    public static DefinitionName of(DefinitionKind kind, TableName name) {
        return new DefinitionName(kind, name, null, null);
    }

    /** Returns the name of a trigger or policy of a table. */
    public static DefinitionName on(DefinitionKind kind, String name, TableName table) {
        return new DefinitionName(kind, table.renamed(name), table, null);
    }

    /** Returns whether the object is part of the table. */
    public boolean isOn(TableName other) {
        return other.equals(table);
    }

    /** Returns the name with other names of the object and of its table. */
    public DefinitionName withNames(UnaryOperator<TableName> change) {
        return new DefinitionName(kind, change.apply(name), table == null ? null : change.apply(table), arguments);
    }

    /** Returns the name with other arguments; null if the name alone identifies the object. */
    public DefinitionName withArguments(@Nullable String value) {
        return new DefinitionName(kind, name, table, value);
    }

    /** Returns the name after its table has been renamed; unchanged if the object is not part of that table. */
    public DefinitionName withTableRenamed(TableName from, TableName to) {
        return isOn(from) ? new DefinitionName(kind, name, to, arguments) : this;
    }

    @Override
    public int compareTo(DefinitionName other) {
        return ORDER.compare(this, other);
    }

    /** Returns the kind and the name, for messages: {@code view active_customer}, {@code trigger audit on customer}. */
    public String describe() {
        return kind.words() + " " + this;
    }

    /** Returns the name without the kind: {@code active_customer}, {@code audit on customer}, {@code add(integer)}. */
    @Override
    public String toString() {
        if (table != null) {
            return name.name() + " on " + table;
        }
        return arguments == null ? name.toString() : name + "(" + arguments + ")";
    }
}
