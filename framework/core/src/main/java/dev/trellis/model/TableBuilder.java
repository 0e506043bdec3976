package dev.trellis.model;

import dev.trellis.schema.SchemaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects the columns, constraints and indexes of a table of a {@link JavaModel}. The naming convention names the
 * constraints and indexes that have no name.
 *
 * <p>A column type is a text: {@code boolean}, {@code smallint}, {@code integer}, {@code bigint}, {@code numeric(10, 2)},
 * {@code real}, {@code double}, {@code char(2)}, {@code string(80)}, {@code text}, {@code binary(16)}, {@code blob},
 * {@code date}, {@code time}, {@code timestamp}, {@code timestamptz}, {@code uuid}, {@code json}, or an enumeration
 * {@code enum(color: red, green)}.
 */
public final class TableBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, Object> columns = new LinkedHashMap<>();

    TableBuilder() {}

    Map<String, Object> fields() {
        if (!columns.isEmpty()) {
            fields.put("columns", columns);
        }
        return fields;
    }

    /**
     * Makes the table an extension of another table (one-to-one): its primary key has the columns of the other table's primary
     * key, and is a foreign key to that table. Both are added; the model does not declare these columns.
     */
    public TableBuilder extending(String table) {
        return put("extends", table);
    }

    /** Sets the comment that the database stores. */
    public TableBuilder comment(String text) {
        return put("comment", text);
    }

    /** Sets the former name, so that autogenerate renames the table instead of dropping it and creating a new one. */
    public TableBuilder renamedFrom(String table) {
        return put("renamed_from", table);
    }

    /**
     * Adds a nullable column.
     *
     * @param type the type, for example {@code string(20)}
     * @throws SchemaException {@code already_exists}
     */
    public TableBuilder column(String name, String type) {
        return column(name, type, column -> {});
    }

    /**
     * Adds a column with attributes.
     *
     * @param type the type, for example {@code string(20)}
     * @param attributes sets the attributes
     * @throws SchemaException {@code already_exists}
     */
    public TableBuilder column(String name, String type, Consumer<ColumnBuilder> attributes) {
        return column(name, (Object) type, attributes);
    }

    /**
     * Adds a column of a native type.
     *
     * @param typeByDialect maps a dialect name, or {@code default}, to the type in that database's SQL
     * @param attributes sets the attributes
     * @throws SchemaException {@code already_exists}
     */
    public TableBuilder column(String name, Map<String, String> typeByDialect, Consumer<ColumnBuilder> attributes) {
        return column(name, (Object) typeByDialect, attributes);
    }

    private TableBuilder column(String name, Object type, Consumer<ColumnBuilder> attributes) {
        ColumnBuilder builder = new ColumnBuilder(type);
        attributes.accept(builder);
        if (columns.putIfAbsent(name, builder.fields()) != null) {
            throw SchemaException.alreadyExists("column", name);
        }
        return this;
    }

    /** Sets the primary key. Its columns become NOT NULL. */
    public TableBuilder primaryKey(String... names) {
        return put("primary_key", List.of(names));
    }

    /** Sets the primary key and its name. Its columns become NOT NULL. */
    public TableBuilder primaryKeyNamed(String name, String... names) {
        return put("primary_key", Map.of("name", name, "columns", List.of(names)));
    }

    /** Adds a unique constraint. */
    public TableBuilder unique(String... names) {
        return add("unique", List.of(names));
    }

    /** Adds a unique constraint with a name. */
    public TableBuilder uniqueNamed(String name, String... names) {
        return add("unique", Map.of("name", name, "columns", List.of(names)));
    }

    /**
     * Adds a foreign key of one column.
     *
     * @param references {@code table(column)}
     */
    public TableBuilder foreignKey(String column, String references) {
        return foreignKey(List.of(column), references, key -> {});
    }

    /**
     * Adds a foreign key of one column with attributes.
     *
     * @param references {@code table(column)}
     * @param attributes sets the attributes
     */
    public TableBuilder foreignKey(String column, String references, Consumer<ForeignKeyBuilder> attributes) {
        return foreignKey(List.of(column), references, attributes);
    }

    /**
     * Adds a foreign key of several columns with attributes.
     *
     * @param references {@code table(column, column)}
     * @param attributes sets the attributes
     */
    public TableBuilder foreignKey(List<String> names, String references, Consumer<ForeignKeyBuilder> attributes) {
        ForeignKeyBuilder builder = new ForeignKeyBuilder(names, references);
        attributes.accept(builder);
        return add("foreign_keys", builder.fields());
    }

    /**
     * Adds a CHECK constraint, the same for all databases.
     *
     * @param name the name, which is required; the naming convention does not change it
     * @param sql the condition
     */
    public TableBuilder check(String name, String sql) {
        return add("checks", Map.of("name", name, "sql", sql));
    }

    /**
     * Adds a CHECK constraint with a condition for each database.
     *
     * @param sqlByDialect maps a dialect name, or {@code default}, to the condition
     */
    public TableBuilder check(String name, Map<String, String> sqlByDialect) {
        return add("checks", Map.of("name", name, "sql", sqlByDialect));
    }

    /** Adds an index on columns in ascending order. */
    public TableBuilder index(String... names) {
        return add("indexes", Map.of("columns", List.of(names)));
    }

    /** Adds an index with attributes. */
    public TableBuilder index(Consumer<IndexBuilder> content) {
        IndexBuilder builder = new IndexBuilder();
        content.accept(builder);
        return add("indexes", builder.fields());
    }

    /**
     * Makes the table a partitioned table.
     *
     * @param method {@code range}, {@code list} or {@code hash}
     * @param names the columns of the key
     */
    public TableBuilder partitionBy(String method, String... names) {
        return put("partition_by", Map.of(method, List.of(names)));
    }

    /**
     * Makes the table a partitioned table whose key consists of expressions.
     *
     * @param method {@code range}, {@code list} or {@code hash}
     * @param expressions the expressions of the key in SQL
     */
    public TableBuilder partitionByExpressions(String method, String... expressions) {
        return put(
                "partition_by",
                Map.of(
                        method,
                        Arrays.stream(expressions)
                                .map(sql -> Map.of("expression", sql))
                                .toList()));
    }

    /** Makes the table a partition of another table, whose columns, constraints and indexes it has. */
    public TableBuilder partitionOf(String table, Consumer<PartitionBuilder> bound) {
        PartitionBuilder builder = new PartitionBuilder(table);
        bound.accept(builder);
        return put("partition_of", builder.fields());
    }

    /** Lets the table inherit the columns and checks of other tables. */
    public TableBuilder inherits(String... tables) {
        return put("inherits", List.of(tables));
    }

    /** Adds an EXCLUDE constraint. */
    public TableBuilder exclude(String name, Consumer<ExcludeBuilder> content) {
        ExcludeBuilder builder = new ExcludeBuilder(name);
        content.accept(builder);
        return add("excludes", builder.fields());
    }

    /**
     * Sets an option that the tables of one database have, such as the storage engine.
     *
     * @param dialect the name of the database's dialect
     * @param name the name of the option
     * @param value a text, a number, a boolean, or a map from columns to such values
     */
    @SuppressWarnings("unchecked") // only maps are put under this key
    public TableBuilder option(String dialect, String name, Object value) {
        Map<String, Map<String, Object>> options =
                (Map<String, Map<String, Object>>) fields.computeIfAbsent("options", absent -> new LinkedHashMap<>());
        options.computeIfAbsent(dialect, absent -> new LinkedHashMap<>()).put(name, value);
        return this;
    }

    private TableBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }

    @SuppressWarnings("unchecked") // only lists are put under these keys
    private TableBuilder add(String key, Object value) {
        ((List<Object>) fields.computeIfAbsent(key, absent -> new ArrayList<>())).add(value);
        return this;
    }
}
