package dev.trellis.model;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sets the attributes of a column of a {@link JavaModel}. Without attributes, the column is nullable and has no default. */
public final class ColumnBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    ColumnBuilder(Object type) {
        fields.put("type", type);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** Makes the column NOT NULL. */
    public ColumnBuilder notNull() {
        return put("nullable", false);
    }

    /** Sets a text as the default. */
    public ColumnBuilder defaultValue(String text) {
        return put("default", text);
    }

    /** Sets a boolean as the default. */
    public ColumnBuilder defaultValue(boolean value) {
        return put("default", value);
    }

    /** Sets an integer as the default. */
    public ColumnBuilder defaultValue(long number) {
        return put("default", number);
    }

    /** Sets a number as the default; its scale is kept. */
    public ColumnBuilder defaultValue(BigDecimal number) {
        return put("default", number);
    }

    /** Sets an expression as the default, the same for all databases: {@code now()}. */
    public ColumnBuilder defaultSql(String sql) {
        return put("default_sql", sql);
    }

    /**
     * Sets an expression for each database as the default.
     *
     * @param sqlByDialect maps a dialect name, or {@code default}, to SQL
     */
    public ColumnBuilder defaultSql(Map<String, String> sqlByDialect) {
        return put("default_sql", sqlByDialect);
    }

    /** Sets the comment that the database stores. */
    public ColumnBuilder comment(String text) {
        return put("comment", text);
    }

    /** Sets the collation, by its name in the database. */
    public ColumnBuilder collation(String name) {
        return put("collation", name);
    }

    /** Makes the column an identity column; an INSERT can provide a value. */
    public ColumnBuilder identity() {
        return put("identity", true);
    }

    /**
     * Makes the column an identity column.
     *
     * @param always whether an INSERT cannot provide a value
     * @param start the first value
     * @param increment the step
     */
    public ColumnBuilder identity(boolean always, long start, long increment) {
        return put("identity", Map.of("always", always, "start", start, "increment", increment));
    }

    /**
     * Makes the column a computed column.
     *
     * @param sql the expression, the same for all databases
     * @param stored whether the value is computed and stored on writing, instead of computed on reading
     */
    public ColumnBuilder computed(String sql, boolean stored) {
        return put("computed", Map.of("sql", sql, "stored", stored));
    }

    /**
     * Sets the expression that the database assigns to the column when a row is updated, for each database that supports
     * such an assignment: {@code Map.of("mysql", "current_timestamp", "mariadb", "current_timestamp")}.
     *
     * @param sqlByDialect maps a dialect name, or {@code default}, to SQL
     */
    public ColumnBuilder onUpdateSql(Map<String, String> sqlByDialect) {
        return put("on_update_sql", sqlByDialect);
    }

    /** Sets the expression that the database assigns to the column when a row is updated: {@code current_timestamp}. */
    public ColumnBuilder onUpdateSql(String sql) {
        return put("on_update_sql", sql);
    }

    /** Sets the former name, so that autogenerate renames the column instead of dropping it and adding a new one. */
    public ColumnBuilder renamedFrom(String column) {
        return put("renamed_from", column);
    }

    private ColumnBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }
}
