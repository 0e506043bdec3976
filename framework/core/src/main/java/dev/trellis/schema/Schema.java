package dev.trellis.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All tables and named types of a database, or of a part of one.
 *
 * @param tables by name, sorted
 * @param enums the named enumerations by name, sorted; those that a column's type mentions need not be here
 */
public record Schema(Map<TableName, Table> tables, Map<TableName, ColumnType.Enumeration> enums) {
    public static final Schema EMPTY = new Schema(Map.of(), Map.of());

    public Schema {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        enums = Collections.unmodifiableMap(new TreeMap<>(enums));
    }

    public static Schema of(Collection<Table> tables) {
        Map<TableName, Table> byName = new TreeMap<>();
        for (Table table : tables) {
            if (byName.put(table.name(), table) != null) {
                throw SchemaException.alreadyExists("table", table.name().toString());
            }
        }
        return new Schema(byName, Map.of());
    }

    public Optional<Table> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** @throws SchemaException when there is no such table */
    public Table require(TableName name) {
        return table(name).orElseThrow(() -> SchemaException.noSuchTable(name));
    }

    /** This schema with a table put in, in place of one of the same name. */
    public Schema with(Table table) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.put(table.name(), table);
        return new Schema(next, enums);
    }

    public Schema without(TableName name) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.remove(name);
        return new Schema(next, enums);
    }

    public Schema withEnum(ColumnType.Enumeration type) {
        Map<TableName, ColumnType.Enumeration> next = new TreeMap<>(enums);
        next.put(type.name(), type);
        return new Schema(tables, next);
    }

    public Schema withoutEnum(TableName name) {
        Map<TableName, ColumnType.Enumeration> next = new TreeMap<>(enums);
        next.remove(name);
        return new Schema(tables, next);
    }

    /** The tables whose names are wanted, and all enums. */
    public Schema only(Predicate<TableName> wanted) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.keySet().removeIf(wanted.negate());
        return new Schema(next, enums);
    }
}
