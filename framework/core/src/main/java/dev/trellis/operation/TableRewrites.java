package dev.trellis.operation;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Computed;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.InheritedParts;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The effects of an operation on the parts of a table that refer to a column, a type or another table. */
final class TableRewrites {
    private TableRewrites() {}

    static <T> List<T> append(List<T> list, T item) {
        return Stream.concat(list.stream(), Stream.of(item)).toList();
    }

    /**
     * Requires that a new object's name is not taken. An object without a name conflicts with no other object.
     *
     * @param kind the kind of object, as messages call it
     */
    static <T> void requireFree(
            String kind, @Nullable String name, List<T> existing, Function<T, @Nullable String> nameOf) {
        if (name != null && existing.stream().anyMatch(object -> name.equals(nameOf.apply(object)))) {
            throw SchemaException.alreadyExists(kind, name);
        }
    }

    static Column require(Table table, String column) {
        return table.column(column).orElseThrow(() -> SchemaException.noSuchColumn(table.name(), column));
    }

    /** Returns a column that the table has itself or from its parents. */
    static Column require(Schema schema, Table table, String column) {
        return table.column(column)
                .or(() -> table.options().hasParents()
                        ? InheritedParts.complete(table, schema).column(column)
                        : Optional.empty())
                .orElseThrow(() -> SchemaException.noSuchColumn(table.name(), column));
    }

    /** Returns a schema with a change of a table applied to its partitions and to the tables that inherit from it. */
    static Schema mapChildren(Schema schema, TableName parent, UnaryOperator<Table> change) {
        Schema next = schema;
        for (Table table : schema.tables().values()) {
            if (table.options().parents().contains(parent)) {
                next = mapChildren(next.with(change.apply(table)), table.name(), change);
            }
        }
        return next;
    }

    static Index index(Table table, String name) {
        return table.indexes().stream()
                .filter(index -> name.equals(index.name()))
                .findFirst()
                .orElseThrow(() -> SchemaException.noSuchObject(table.name(), "index", name));
    }

    static Enumeration enumeration(Schema schema, TableName name) {
        Enumeration type = schema.enums().get(name);
        if (type == null) {
            throw SchemaException.noSuchEnum(name);
        }
        return type;
    }

    /** Returns the schema with the enumeration types of a table's columns; a type is created with the first column that uses it. */
    static Schema withEnums(Schema schema, Table table) {
        Schema next = schema;
        for (Column column : table.columns()) {
            if (column.type() instanceof Enumeration type) {
                next = next.withEnum(type);
            }
        }
        return next;
    }

    /** Returns the schema without those enumeration types of dropped columns that no column uses any more. */
    static Schema withoutEnums(Schema schema, List<Column> dropped) {
        Schema next = schema;
        for (Column column : dropped) {
            if (column.type() instanceof Enumeration type
                    && schema.columnsOf(type.name()).isEmpty()) {
                next = next.withoutEnum(type.name());
            }
        }
        return next;
    }

    /** Returns the table with the columns of its primary key made NOT NULL, as every database makes them. */
    static Table keyed(Table table) {
        return table.withColumns(table.columns().stream()
                .map(column ->
                        column.nullable() && table.inPrimaryKey(column.name()) ? column.withNullable(false) : column)
                .toList());
    }

    /**
     * Returns the table without a column and without the objects that use the column: indexes, unique constraints, foreign
     * keys and the primary key that contain it, and CHECK constraints that mention it. PostgreSQL drops these with the
     * column. The other dialects drop them before the column, so that the operation means the same everywhere.
     */
    static Table without(Table table, String column) {
        PrimaryKey key = table.primaryKey();
        return table.withColumns(table.columns().stream()
                        .filter(other -> !other.name().equals(column))
                        .toList())
                .withPrimaryKey(key != null && key.columns().contains(column) ? null : key)
                .withUniques(table.uniques().stream()
                        .filter(unique -> !unique.columns().contains(column))
                        .toList())
                .withForeignKeys(table.foreignKeys().stream()
                        .filter(foreign -> !foreign.columns().contains(column))
                        .toList())
                .withChecks(table.checks().stream()
                        .filter(check -> !check.sql().mentions(column))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .filter(index -> !needs(index, column))
                        .toList())
                .withOptions(OptionRewrites.without(table.options(), column));
    }

    private static boolean needs(Index index, String column) {
        return index.columns().contains(column)
                || index.include().contains(column)
                || (index.where() != null && index.where().mentions(column))
                || index.parts().stream()
                        .anyMatch(part ->
                                part.expression() != null && part.expression().mentions(column));
    }

    /** Returns the table with a column's new name in the constraints, indexes and expressions of the table. */
    static Table renamed(Table table, String from, String to, Quoting quoting) {
        PrimaryKey key = table.primaryKey();
        return table.withColumns(table.columns().stream()
                        .map(column -> column.computed() == null
                                ? column
                                : column.withComputed(new Computed(
                                        RenamedSql.of(column.computed().sql(), from, to, quoting),
                                        column.computed().stored())))
                        .toList())
                .withPrimaryKey(key == null ? null : new PrimaryKey(key.name(), swap(key.columns(), from, to)))
                .withChecks(table.checks().stream()
                        .map(check -> new Check(check.name(), RenamedSql.of(check.sql(), from, to, quoting)))
                        .toList())
                .withUniques(table.uniques().stream()
                        .map(unique -> new UniqueConstraint(unique.name(), swap(unique.columns(), from, to)))
                        .toList())
                .withForeignKeys(table.foreignKeys().stream()
                        .map(foreign -> foreign.withColumns(swap(foreign.columns(), from, to)))
                        .toList())
                .withIndexes(table.indexes().stream()
                        .map(index -> index.withParts(index.parts().stream()
                                        .map(part -> renamed(part, from, to, quoting))
                                        .toList())
                                .withInclude(swap(index.include(), from, to)))
                        .map(index -> index.where() == null
                                ? index
                                : index.withWhere(RenamedSql.of(index.where(), from, to, quoting)))
                        .toList())
                .withOptions(OptionRewrites.renamed(table.options(), from, to, quoting));
    }

    private static Index.Part renamed(Index.Part part, String from, String to, Quoting quoting) {
        if (from.equals(part.column())) {
            return part.withColumn(to);
        }
        return part.expression() == null
                ? part
                : part.withExpression(RenamedSql.of(part.expression(), from, to, quoting));
    }

    /** Returns the schema with a column's new name in the foreign keys that refer to the column. */
    static Schema renamed(Schema schema, TableName table, String from, String to) {
        return mapForeignKeys(
                schema,
                key -> key.referredTable().equals(table)
                        ? key.withReferred(table, swap(key.referredColumns(), from, to))
                        : key);
    }

    static Schema mapForeignKeys(Schema schema, UnaryOperator<ForeignKey> change) {
        Schema next = schema;
        for (Table table : schema.tables().values()) {
            List<ForeignKey> keys = table.foreignKeys().stream().map(change).toList();
            if (!keys.equals(table.foreignKeys())) {
                next = next.with(table.withForeignKeys(keys));
            }
        }
        return next;
    }

    private static List<String> swap(List<String> columns, String from, String to) {
        return columns.stream().map(column -> column.equals(from) ? to : column).toList();
    }
}
