package dev.trellis.model;

import dev.trellis.schema.SchemaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes what belongs to a table of a {@link JavaModel}. What is not given a name gets one from the naming convention. */
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

    /** Makes it an extension table: its key is that of the table given, and refers to it. */
    public TableBuilder extending(String table) {
        return put("extends", table);
    }

    /** What the database keeps as the table's comment. */
    public TableBuilder comment(String text) {
        return put("comment", text);
    }

    /** What the table was called before, so that it is renamed and not dropped and made anew. */
    public TableBuilder renamedFrom(String table) {
        return put("renamed_from", table);
    }

    /** @param type as DESIGN section 5 writes it: {@code string(20)} */
    public TableBuilder column(String name, String type) {
        return column(name, type, column -> {});
    }

    /**
     * A column of which more is to be said than its type.
     *
     * @param type as DESIGN section 5 writes it: {@code string(20)}
     * @throws SchemaException when there is a column of that name already
     */
    public TableBuilder column(String name, String type, Consumer<ColumnBuilder> more) {
        return column(name, (Object) type, more);
    }

    /** @param typeByDialect a database's own type: dialect name, or {@code default}, to the type */
    public TableBuilder column(String name, Map<String, String> typeByDialect, Consumer<ColumnBuilder> more) {
        return column(name, (Object) typeByDialect, more);
    }

    private TableBuilder column(String name, Object type, Consumer<ColumnBuilder> more) {
        ColumnBuilder builder = new ColumnBuilder(type);
        more.accept(builder);
        if (columns.putIfAbsent(name, builder.fields()) != null) {
            throw SchemaException.alreadyExists("column", name);
        }
        return this;
    }

    /** Its primary key, named by the naming convention; the columns are NOT NULL by that alone. */
    public TableBuilder primaryKey(String... names) {
        return put("primary_key", List.of(names));
    }

    /** Its primary key under a name of its own; the columns are NOT NULL by that alone. */
    public TableBuilder primaryKeyNamed(String name, String... names) {
        return put("primary_key", Map.of("name", name, "columns", List.of(names)));
    }

    /** No two rows may be equal in these columns together; named by the naming convention. */
    public TableBuilder unique(String... names) {
        return add("unique", List.of(names));
    }

    /** No two rows may be equal in these columns together, under a name of its own. */
    public TableBuilder uniqueNamed(String name, String... names) {
        return add("unique", Map.of("name", name, "columns", List.of(names)));
    }

    /** @param references {@code table(column)} */
    public TableBuilder foreignKey(String column, String references) {
        return foreignKey(List.of(column), references, key -> {});
    }

    /**
     * A foreign key of which more is to be said than where it leads.
     *
     * @param references {@code table(column)}
     */
    public TableBuilder foreignKey(String column, String references, Consumer<ForeignKeyBuilder> more) {
        return foreignKey(List.of(column), references, more);
    }

    /** @param references {@code table(column, column)} */
    public TableBuilder foreignKey(List<String> names, String references, Consumer<ForeignKeyBuilder> more) {
        ForeignKeyBuilder builder = new ForeignKeyBuilder(names, references);
        more.accept(builder);
        return add("foreign_keys", builder.fields());
    }

    /**
     * A condition that every row meets, the same SQL in every database.
     *
     * @param name a CHECK always has one; it stays as it is written
     */
    public TableBuilder check(String name, String sql) {
        return add("checks", Map.of("name", name, "sql", sql));
    }

    /** @param sqlByDialect dialect name, or {@code default}, to SQL */
    public TableBuilder check(String name, Map<String, String> sqlByDialect) {
        return add("checks", Map.of("name", name, "sql", sqlByDialect));
    }

    /** An index on columns, in ascending order; named by the naming convention. */
    public TableBuilder index(String... names) {
        return add("indexes", Map.of("columns", List.of(names)));
    }

    /** An index of which more is to be said than its columns. */
    public TableBuilder index(Consumer<IndexBuilder> content) {
        IndexBuilder builder = new IndexBuilder();
        content.accept(builder);
        return add("indexes", builder.fields());
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
