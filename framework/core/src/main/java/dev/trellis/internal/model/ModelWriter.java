package dev.trellis.internal.model;

import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts schema values to mappings, lists and scalars in the notation that {@link TableReader} and {@link ColumnReader}
 * read. The caller prints them as YAML. Default values are omitted.
 */
public final class ModelWriter {
    private ModelWriter() {}

    /** Converts a table without its name. */
    public static Map<String, Object> table(Table table) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "comment", table.comment());
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            columns.put(column.name(), column(column, table.inPrimaryKey(column.name())));
        }
        TableOptions options = table.options();
        if (!columns.isEmpty() || options.equals(TableOptions.NONE)) {
            map.put("columns", columns);
        }
        if (table.primaryKey() != null) {
            String name = table.primaryKey().name();
            map.put(
                    "primary_key",
                    name == null
                            ? table.primaryKey().columns()
                            : ordered(
                                    "name", name, "columns", table.primaryKey().columns()));
        }
        putList(
                map,
                "unique",
                table.uniques().stream()
                        .map(u -> named(u.name(), "columns", u.columns()))
                        .toList());
        putList(
                map,
                "foreign_keys",
                table.foreignKeys().stream().map(ModelWriter::foreignKey).toList());
        putList(
                map,
                "checks",
                table.checks().stream()
                        .map(c -> named(c.name(), "sql", sql(c.sql())))
                        .toList());
        putList(map, "indexes", table.indexes().stream().map(ModelWriter::index).toList());
        if (!options.equals(TableOptions.NONE)) {
            map.putAll(TableOptionsWriter.options(options));
        }
        return map;
    }

    /** Converts a column without its name: only its type if it has no other attributes. */
    private static Object column(Column column, boolean inPrimaryKey) {
        Map<String, Object> map = attributes(column.withNullable(column.nullable() || inPrimaryKey));
        Object type = map.get("type");
        return map.size() == 1 && type instanceof String ? type : map;
    }

    /** Converts the attributes of a column, the type first. */
    public static Map<String, Object> attributes(Column column) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type(column.type()));
        if (!column.nullable()) {
            map.put("nullable", false);
        }
        defaultValue(map, column.defaultValue());
        put(map, "collation", column.collation());
        if (column.identity() != null) {
            map.put("identity", identity(column.identity()));
        }
        Computed computed = column.computed();
        if (computed != null) {
            map.put("computed", ordered("sql", sql(computed.sql()), "stored", computed.stored()));
        }
        put(map, "on_update_sql", column.onUpdate() == null ? null : sql(column.onUpdate()));
        put(map, "comment", column.comment());
        return map;
    }

    /** Converts a type: to a text, or to a mapping if the text could not be read back. */
    public static Object type(ColumnType type) {
        if (type instanceof ColumnType.ByDialect byDialect) {
            return byDialect.sql();
        }
        if (type instanceof Enumeration list
                && !(isPlain(list.name()) && list.values().stream().allMatch(ModelWriter::isWord))) {
            return Map.of("enum", enumeration(list));
        }
        return type.toString();
    }

    /** Converts an enumeration to a mapping with its name and values. */
    public static Map<String, Object> enumeration(Enumeration type) {
        Map<String, Object> map = new LinkedHashMap<>();
        name(map, "name", type.name());
        map.put("values", type.values());
        return map;
    }

    /**
     * Returns whether the value can be written in the short form of an enumeration, {@code enum(mood: sad, ok)}, which has
     * no quotes.
     */
    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.equals(text.strip())
                && "'\"".indexOf(text.charAt(0)) < 0
                && text.chars().noneMatch(c -> ",():".indexOf(c) >= 0);
    }

    /**
     * Puts a name under a key, and its schema, if any, under {@code schema}. A name with a dot but without a schema gets
     * {@code schema: null}, because a reader would take the part before the dot for the schema.
     */
    public static void name(Map<String, Object> map, String key, TableName name) {
        map.put(key, name.name());
        if (name.schema() != null || name.name().indexOf('.') >= 0) {
            map.put("schema", name.schema());
        }
    }

    /** Puts a default under {@code default} or {@code default_sql}; null is omitted. */
    public static void defaultValue(Map<String, Object> map, @Nullable DefaultValue value) {
        if (value instanceof DefaultValue.Literal literal) {
            map.put("default", literal.value());
        } else if (value instanceof DefaultValue.Expression expression) {
            map.put("default_sql", sql(expression.sql()));
        }
    }

    /** Converts an identity: to true if it is {@link Identity#BY_DEFAULT}, else to a mapping. */
    public static Object identity(Identity identity) {
        if (identity.equals(Identity.BY_DEFAULT)) {
            return true;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("always", identity.always());
        put(map, "start", identity.start());
        put(map, "increment", identity.increment());
        return map;
    }

    /** Converts SQL: to a text, or to a mapping by dialect. */
    public static Object sql(SqlText text) {
        String single = text.single();
        return single == null ? text.byDialect() : single;
    }

    /** Converts a foreign key; default values are omitted. */
    public static Map<String, Object> foreignKey(ForeignKey key) {
        Map<String, Object> map = named(key.name(), "columns", key.columns());
        map.put("references", references(key));
        action(map, "on_delete", key.onDelete());
        action(map, "on_update", key.onUpdate());
        put(map, "match", key.match() == null ? null : key.match().word());
        if (key.deferrable()) {
            map.put("deferrable", true);
            if (key.initiallyDeferred()) {
                map.put("initially", "deferred");
            }
        }
        return map;
    }

    /** Converts a reference: to {@code table(column)} if no name contains a special character, else to a mapping. */
    private static Object references(ForeignKey key) {
        TableName table = key.referredTable();
        boolean plain = isPlain(table) && key.referredColumns().stream().allMatch(ModelWriter::isPlain);
        if (plain) {
            return key.references();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        name(map, "table", table);
        map.put("columns", key.referredColumns());
        return map;
    }

    private static boolean isPlain(TableName name) {
        return isPlain(name.name()) && (name.schema() == null || isPlain(name.schema()));
    }

    /** Returns whether the name contains no character that is special in a notation. */
    private static boolean isPlain(String name) {
        return name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '-');
    }

    private static void action(Map<String, Object> map, String key, ReferentialAction action) {
        if (action != ReferentialAction.NO_ACTION) {
            map.put(key, action.word());
        }
    }

    /** Converts an index; default values are omitted. */
    public static Map<String, Object> index(Index index) {
        Map<String, Object> map = named(
                index.name(),
                "columns",
                index.parts().stream().map(ModelWriter::part).toList());
        if (index.unique()) {
            map.put("unique", true);
        }
        if (index.where() != null) {
            map.put("where", sql(index.where()));
        }
        putList(map, "include", index.include());
        put(map, "using", index.using());
        if (index.nullsNotDistinct()) {
            map.put("nulls_not_distinct", true);
        }
        return map;
    }

    private static Object part(Index.Part part) {
        if (part.isPlain() && part.column() != null) {
            return part.column();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "column", part.column());
        if (part.expression() != null) {
            map.put("expression", sql(part.expression()));
        }
        if (part.descending()) {
            map.put("order", "desc");
        }
        if (part.nullsFirst() != null) {
            map.put("nulls", part.nullsFirst() ? "first" : "last");
        }
        put(map, "opclass", part.opclass());
        put(map, "length", part.length());
        return map;
    }

    private static Map<String, Object> named(@Nullable String name, String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "name", name);
        map.put(key, value);
        return map;
    }

    private static Map<String, Object> ordered(String firstKey, Object first, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(firstKey, first);
        map.put(secondKey, second);
        return map;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static void putList(Map<String, Object> map, String key, List<?> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }

    /** Converts a definition with the keys that identify it. */
    public static Map<String, Object> definition(Definition definition) {
        Map<String, Object> map = definitionName(definition.name());
        if (!SqlText.of("").equals(definition.sql())) {
            map.put("sql", sql(definition.sql()));
        }
        if (definition.comment() != null) {
            map.put("comment", definition.comment());
        }
        return map;
    }

    /** Converts the keys that identify a definition. */
    public static Map<String, Object> definitionName(DefinitionName definition) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (definition.table() == null) {
            name(map, "name", definition.name());
        } else {
            map.put("name", definition.name().name());
            name(map, "table", definition.table());
        }
        if (definition.arguments() != null) {
            map.put("arguments", definition.arguments());
        }
        return map;
    }
}
