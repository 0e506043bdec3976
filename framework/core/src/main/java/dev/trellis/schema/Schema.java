package dev.trellis.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The tables, enumerations and definitions of a database, or of a part of one.
 *
 * @param tables the tables by name, sorted
 * @param enums the named enumerations by name, sorted; in a schema that was read from a database or computed from
 *     scripts, they include the enumerations of columns
 * @param definitions the views, functions, triggers and other definitions by name, sorted
 * @param schemas the names of the schemas that exist in addition to the default one, sorted: those that scripts create,
 *     or, in a schema that was read from a database, the existing ones of the requested schemas
 */
public record Schema(
        Map<TableName, Table> tables,
        Map<TableName, ColumnType.Enumeration> enums,
        Map<DefinitionName, Definition> definitions,
        Set<String> schemas) {
    /** The schema without any object. */
    public static final Schema EMPTY = new Schema(Map.of(), Map.of(), Map.of());

    public Schema {
        tables = sorted(tables);
        enums = sorted(enums);
        definitions = sorted(definitions);
        schemas = Collections.unmodifiableSortedSet(new TreeSet<>(schemas));
    }

    /** Creates a schema whose objects may lie in several schemas of the database, none of which is known to exist. */
    public Schema(
            Map<TableName, Table> tables,
            Map<TableName, ColumnType.Enumeration> enums,
            Map<DefinitionName, Definition> definitions) {
        this(tables, enums, definitions, Set.of());
    }

    /** Copies a map into a sorted map. To copy a {@link SortedMap} is fast, because no names are compared. */
    private static <K, V> SortedMap<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /**
     * Returns a schema of the tables, without enumerations.
     *
     * @throws SchemaException {@code already_exists} if two tables have the same name
     */
    public static Schema of(Collection<Table> tables) {
        Map<TableName, Table> byName = new TreeMap<>();
        for (Table table : tables) {
            if (byName.put(table.name(), table) != null) {
                throw SchemaException.alreadyExists("table", table.name().toString());
            }
        }
        return new Schema(byName, Map.of(), Map.of());
    }

    /** Finds a table; empty if there is none of that name. */
    public Optional<Table> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    /**
     * Returns a table.
     *
     * @throws SchemaException {@code no_such_table}
     */
    public Table require(TableName name) {
        return table(name).orElseThrow(() -> SchemaException.noSuchTable(name));
    }

    /** Returns the schema with the table added, or replaced if the schema has a table of the same name. */
    public Schema with(Table table) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.put(table.name(), table);
        return new Schema(next, enums, definitions, schemas);
    }

    /** Returns the union of both schemas; objects of {@code other} replace objects of the same name in this schema. */
    public Schema with(Schema other) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.putAll(other.tables);
        Map<TableName, ColumnType.Enumeration> types = new TreeMap<>(enums);
        types.putAll(other.enums);
        Map<DefinitionName, Definition> others = new TreeMap<>(definitions);
        others.putAll(other.definitions);
        Set<String> names = new TreeSet<>(schemas);
        names.addAll(other.schemas);
        return new Schema(next, types, others, names);
    }

    /** Returns the schema with each table replaced by the result of {@code change}, which may rename the table. */
    public Schema withEach(UnaryOperator<Table> change) {
        Map<TableName, Table> next = new TreeMap<>();
        for (Table table : tables.values()) {
            Table changed = change.apply(table);
            next.put(changed.name(), changed);
        }
        return new Schema(next, enums, definitions, schemas);
    }

    /**
     * Returns a schema of the tables and of the enumerations that their columns use.
     *
     * @throws SchemaException {@code already_exists} if two tables have the same name, or two enumerations have the same
     *     name and different values
     */
    public static Schema withEnumsOf(Collection<Table> tables) {
        Map<TableName, ColumnType.Enumeration> types = new TreeMap<>();
        for (Table table : tables) {
            for (Column column : table.columns()) {
                if (column.type() instanceof ColumnType.Enumeration type) {
                    ColumnType.Enumeration known = types.put(type.name(), type);
                    if (known != null && !known.equals(type)) {
                        throw SchemaException.alreadyExists(
                                "an enum with other values and the name",
                                type.name().toString());
                    }
                }
            }
        }
        return new Schema(of(tables).tables, types, Map.of());
    }

    /** Returns the schema without the table, if the schema contains a table of that name. */
    public Schema without(TableName name) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.remove(name);
        return new Schema(next, enums, definitions, schemas);
    }

    /** Returns the schema with the enumeration added, or replaced if the schema has an enumeration of the same name. */
    public Schema withEnum(ColumnType.Enumeration type) {
        Map<TableName, ColumnType.Enumeration> next = new TreeMap<>(enums);
        next.put(type.name(), type);
        return new Schema(tables, next, definitions, schemas);
    }

    /** Returns the schema without the enumeration, if the schema contains an enumeration of that name. */
    public Schema withoutEnum(TableName name) {
        Map<TableName, ColumnType.Enumeration> next = new TreeMap<>(enums);
        next.remove(name);
        return new Schema(tables, next, definitions, schemas);
    }

    /** Finds a definition; empty if there is none of that name. */
    public Optional<Definition> definition(DefinitionName name) {
        return Optional.ofNullable(definitions.get(name));
    }

    /** Returns the schema with other definitions. */
    public Schema withDefinitions(Collection<Definition> value) {
        Map<DefinitionName, Definition> next = new TreeMap<>();
        value.forEach(definition -> next.put(definition.name(), definition));
        return new Schema(tables, enums, next, schemas);
    }

    /** Returns the schema with the definition added, or replaced if the schema has a definition of the same name. */
    public Schema withDefinition(Definition definition) {
        Map<DefinitionName, Definition> next = new TreeMap<>(definitions);
        next.put(definition.name(), definition);
        return new Schema(tables, enums, next, schemas);
    }

    /** Returns the schema without the definition, if the schema contains a definition of that name. */
    public Schema withoutDefinition(DefinitionName name) {
        Map<DefinitionName, Definition> next = new TreeMap<>(definitions);
        next.remove(name);
        return new Schema(tables, enums, next, schemas);
    }

    /** Returns the schema in which a schema of that name exists. */
    public Schema withSchema(String name) {
        Set<String> next = new TreeSet<>(schemas);
        next.add(name);
        return new Schema(tables, enums, definitions, next);
    }

    /** Returns the schema in which exactly the schemas of these names exist. */
    public Schema withSchemas(Collection<String> names) {
        return new Schema(tables, enums, definitions, new TreeSet<>(names));
    }

    /** Returns the schema in which no schema of that name exists. */
    public Schema withoutSchema(String name) {
        Set<String> next = new TreeSet<>(schemas);
        next.remove(name);
        return new Schema(tables, enums, definitions, next);
    }

    /**
     * Returns, by table, the columns that use the enumeration: their type is the enumeration, or a native type that is the
     * enumeration or an array of it.
     */
    public Map<TableName, List<String>> columnsOf(TableName enumeration) {
        Map<TableName, List<String>> byTable = new TreeMap<>();
        for (Table table : tables.values()) {
            List<String> columns = table.columns().stream()
                    .filter(column -> uses(column.type(), enumeration))
                    .map(Column::name)
                    .toList();
            if (!columns.isEmpty()) {
                byTable.put(table.name(), columns);
            }
        }
        return byTable;
    }

    private static boolean uses(ColumnType type, TableName enumeration) {
        if (type instanceof ColumnType.Enumeration used) {
            return used.name().equals(enumeration);
        }
        if (type instanceof ColumnType.Native inspected) {
            return uses(inspected.sql(), enumeration);
        }
        return type instanceof ColumnType.ByDialect written
                && written.sql().values().stream().anyMatch(sql -> uses(sql, enumeration));
    }

    private static boolean uses(String sql, TableName enumeration) {
        String element = sql.strip().replaceFirst("(\\s*\\[\\d*])+$", "").replace("\"", "");
        return element.equals(enumeration.toString());
    }

    /** Returns the schema with only the tables whose names match; all enumerations and definitions remain. */
    public Schema only(Predicate<TableName> predicate) {
        Map<TableName, Table> next = new TreeMap<>(tables);
        next.keySet().removeIf(predicate.negate());
        return new Schema(next, enums, definitions, schemas);
    }
}
