package dev.trellis.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All tables and named types of a database, or of a part of one.
 *
 * @param tables by name, sorted
 * @param enums the named enumerations by name, sorted; in what was inspected or replayed, those of columns are here too
 */
public record Schema(Map<TableName, Table> tables, Map<TableName, ColumnType.Enumeration> enums) {
    public static final Schema EMPTY = new Schema(Map.of(), Map.of());

    public Schema {
        tables = sorted(tables);
        enums = sorted(enums);
    }

    /** A sorted map that says so is copied without comparing a single name. */
    private static <V> SortedMap<TableName, V> sorted(Map<TableName, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /**
     * Tables of different names, and no enumerations.
     *
     * @throws SchemaException when two have the same name
     */
    public static Schema of(Collection<Table> tables) {
        Map<TableName, Table> byName = new TreeMap<>();
        for (Table table : tables) {
            if (byName.put(table.name(), table) != null) {
                throw SchemaException.alreadyExists("table", table.name().toString());
            }
        }
        return new Schema(byName, Map.of());
    }

    /** The table of that name; empty when there is none. */
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

    /** This schema with everything of another, which wins where both have a name. */
    public Schema with(Schema other) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.putAll(other.tables);
        Map<TableName, ColumnType.Enumeration> types = new TreeMap<>(enums);
        types.putAll(other.enums);
        return new Schema(next, types);
    }

    /** This schema with every table changed in the same way; it may get another name. */
    public Schema withEach(UnaryOperator<Table> change) {
        Map<TableName, Table> next = new TreeMap<>();
        for (Table table : tables.values()) {
            Table changed = change.apply(table);
            next.put(changed.name(), changed);
        }
        return new Schema(next, enums);
    }

    /**
     * Tables of different names, and the enumerations that their columns mention.
     *
     * @throws SchemaException when two have the same name, or an enumeration has other values elsewhere
     */
    public static Schema withEnumsOf(Collection<Table> tables) {
        Map<TableName, ColumnType.Enumeration> types = new TreeMap<>();
        for (Table table : tables) {
            for (Column column : table.columns()) {
                if (column.type() instanceof ColumnType.Enumeration type) {
                    ColumnType.Enumeration known = types.put(type.name(), type);
                    if (known != null && !known.equals(type)) {
                        throw SchemaException.alreadyExists(
                                "an enum with other values,", type.name().toString());
                    }
                }
            }
        }
        return new Schema(of(tables).tables, types);
    }

    /** This schema less a table, which need not be there. */
    public Schema without(TableName name) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.remove(name);
        return new Schema(next, enums);
    }

    /** This schema with an enumeration put in, in place of one of the same name. */
    public Schema withEnum(ColumnType.Enumeration type) {
        Map<TableName, ColumnType.Enumeration> next = new TreeMap<>(enums);
        next.put(type.name(), type);
        return new Schema(tables, next);
    }

    /** This schema less an enumeration, which need not be there. */
    public Schema withoutEnum(TableName name) {
        Map<TableName, ColumnType.Enumeration> next = new TreeMap<>(enums);
        next.remove(name);
        return new Schema(tables, next);
    }

    /** The columns whose type is a named enumeration, by table. */
    public Map<TableName, List<String>> columnsOf(TableName enumeration) {
        Map<TableName, List<String>> found = new TreeMap<>();
        for (Table table : tables.values()) {
            List<String> columns = table.columns().stream()
                    .filter(column -> column.type() instanceof ColumnType.Enumeration type
                            && type.name().equals(enumeration))
                    .map(Column::name)
                    .toList();
            if (!columns.isEmpty()) {
                found.put(table.name(), columns);
            }
        }
        return found;
    }

    /** The tables whose names are wanted, and all enums. */
    public Schema only(Predicate<TableName> wanted) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.keySet().removeIf(wanted.negate());
        return new Schema(next, enums);
    }
}
