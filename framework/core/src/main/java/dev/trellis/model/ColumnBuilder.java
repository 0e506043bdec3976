package dev.trellis.model;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes what is said of a column of a {@link JavaModel} beside its type. */
public final class ColumnBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    ColumnBuilder(Object type) {
        fields.put("type", type);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** No row may lack a value; without it a column is nullable. */
    public ColumnBuilder notNull() {
        return put("nullable", false);
    }

    /** A text that rows get which bring no value. */
    public ColumnBuilder defaultValue(String text) {
        return put("default", text);
    }

    /** A truth value that rows get which bring none. */
    public ColumnBuilder defaultValue(boolean value) {
        return put("default", value);
    }

    /** A number that rows get which bring none. */
    public ColumnBuilder defaultValue(long number) {
        return put("default", number);
    }

    /** A number that rows get which bring none, with as many digits as it has. */
    public ColumnBuilder defaultValue(BigDecimal number) {
        return put("default", number);
    }

    /** An expression whose value rows get which bring none, the same in every database: {@code now()}. */
    public ColumnBuilder defaultSql(String sql) {
        return put("default_sql", sql);
    }

    /** @param sqlByDialect dialect name, or {@code default}, to SQL */
    public ColumnBuilder defaultSql(Map<String, String> sqlByDialect) {
        return put("default_sql", sqlByDialect);
    }

    /** What the database keeps as the column's comment. */
    public ColumnBuilder comment(String text) {
        return put("comment", text);
    }

    /** How texts are compared, by the database's own name for it. */
    public ColumnBuilder collation(String name) {
        return put("collation", name);
    }

    /** The database counts it up, unless an INSERT brings its own value. */
    public ColumnBuilder identity() {
        return put("identity", true);
    }

    /** @param always whether an INSERT may not bring its own value */
    public ColumnBuilder identity(boolean always, long start, long increment) {
        return put("identity", Map.of("always", always, "start", start, "increment", increment));
    }

    /** @param stored whether it is computed on writing and kept, rather than on reading */
    public ColumnBuilder computed(String sql, boolean stored) {
        return put("computed", Map.of("sql", sql, "stored", stored));
    }

    /** What the column was called before, so that it is renamed and not dropped and made anew. */
    public ColumnBuilder renamedFrom(String column) {
        return put("renamed_from", column);
    }

    private ColumnBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }
}
