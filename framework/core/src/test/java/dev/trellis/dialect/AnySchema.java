package dev.trellis.dialect;

import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The schema at one point of a random sequence, and the changes that are possible there. */
final class AnySchema {
    private Schema schema;
    /** Columns that may contain NULLs or equal values, as {@code table.column}. */
    private final Set<String> unrestricted = new HashSet<>();
    /** The tables that the sequence has created, which have no rows. */
    private final Set<TableName> created = new HashSet<>();

    AnySchema(Schema start) {
        this.schema = start;
    }

    Schema schema() {
        return schema;
    }

    /**
     * Moves to the schema after some operations.
     *
     * @param after the schema after the operations
     */
    void advance(Schema after, List<Operation> operations) {
        operations.forEach(this::track);
        schema = after;
    }

    private void track(Operation operation) {
        if (operation instanceof AddColumn add) {
            unrestricted.add(add.table() + "." + add.column().name());
        } else if (operation instanceof AlterColumn alter
                && alter.rename() != null
                && unrestricted.remove(alter.table() + "." + alter.column())) {
            unrestricted.add(alter.table() + "." + alter.rename());
        } else if (operation instanceof RenameTable rename) {
            TableName to = rename.table().renamed(rename.to());
            for (String column : schema.require(rename.table()).columnNames()) {
                if (unrestricted.remove(rename.table() + "." + column)) {
                    unrestricted.add(to + "." + column);
                }
            }
            if (created.remove(rename.table())) {
                created.add(to);
            }
        } else if (operation instanceof CreateTable create) {
            created.add(create.table().name());
        }
    }

    // ---- which changes are possible ----

    boolean mayViolate(Table table, Column column) {
        return unrestricted.contains(table.name() + "." + column.name());
    }

    static boolean isIndexed(Table table, Column column) {
        String name = column.name();
        return table.inPrimaryKey(name)
                || table.uniques().stream().anyMatch(unique -> unique.columns().contains(name))
                || table.indexes().stream()
                        .anyMatch(index -> index.columns().contains(name)
                                || index.include().contains(name));
    }

    /** Returns whether the column is part of a foreign key or the target of one. */
    boolean isInForeignKey(Table table, Column column) {
        return table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column.name()))
                || isReferred(table, List.of(column.name()));
    }

    boolean isReferred(Table table, List<String> names) {
        return schema.tables().values().stream()
                .flatMap(other -> other.foreignKeys().stream())
                .anyMatch(key -> key.referredTable().equals(table.name())
                        && key.referredColumns().stream().anyMatch(names::contains));
    }

    boolean isMentioned(Table table, Column column) {
        String name = column.name();
        return isComputedFrom(table, column)
                || table.checks().stream().anyMatch(check -> check.sql().mentions(name))
                || table.indexes().stream()
                        .anyMatch(index ->
                                (index.where() != null && index.where().mentions(name))
                                        || index.parts().stream()
                                                .anyMatch(part -> part.expression() != null
                                                        && part.expression().mentions(name)));
    }

    static boolean isComputedFrom(Table table, Column column) {
        return table.columns().stream()
                .anyMatch(other ->
                        other.computed() != null && other.computed().sql().mentions(column.name()));
    }

    boolean canBeDropped(Table table, Column column) {
        return table.columns().size() > 2
                && !column.name().equals("id")
                && !isReferred(table, List.of(column.name()))
                && !isComputedFrom(table, column)
                && column.identity() == null
                && (column.nullable() || column.defaultValue() != null);
    }

    boolean canChangeNullability(Table table, Column column) {
        return !table.inPrimaryKey(column.name())
                && !isInForeignKey(table, column)
                && !(column.nullable() && mayViolate(table, column));
    }

    /** Returns the column together with {@code id}, so that no rows are equal; none if rows may be equal without it. */
    List<String> withId(Table table, Column column) {
        if (hasRows(table) && table.column("id").isEmpty()) {
            return List.of();
        }
        return table.column("id").isPresent() && !column.name().equals("id")
                ? List.of("id", column.name())
                : List.of(column.name());
    }

    boolean hasRows(Table table) {
        return !created.contains(table.name());
    }
}
