package dev.trellis.dialect.h2;

import dev.trellis.dialect.Query;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The schema, or one table in it, to which catalogue queries are restricted; also converts names from the catalogue.
 *
 * @param toUpper whether names without quotes are stored in upper case
 * @param defaultSchema the connection's default schema, which names omit
 * @param table the one table, or null for all
 */
record H2Scope(
        Connection connection,
        boolean toUpper,
        String defaultSchema,
        String schema,
        @Nullable String table) {
    private static final String TO_UPPER =
            "SELECT COUNT(*) = 1 FROM INFORMATION_SCHEMA.SETTINGS WHERE UPPER(SETTING_VALUE) = 'TRUE'"
                    + " AND SETTING_NAME = 'DATABASE_TO_UPPER'";

    static H2Scope of(Connection connection, @Nullable String schema, @Nullable String table) throws SQLException {
        String defaultSchema = connection.getSchema();
        return new H2Scope(
                connection,
                Query.isTrue(connection, TO_UPPER),
                defaultSchema,
                schema == null ? defaultSchema : schema,
                table);
    }

    H2Scope withSchema(String name) {
        return new H2Scope(connection, toUpper, defaultSchema, name, table);
    }

    /** Returns a name as inspection reports it: in lower case if it is stored in upper case, like every name without quotes. */
    String name(String name) {
        return toUpper && name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
    }

    TableName tableName(String inSchema, String name) {
        return new TableName(inSchema.equals(defaultSchema) ? null : name(inSchema), name(name));
    }

    /** Returns the schema as the catalogue spells it. */
    String catalogSchema() {
        return toUpper ? schema.toUpperCase(Locale.ROOT) : schema;
    }

    /**
     * Runs a query on a view of the catalogue, restricted to this scope.
     *
     * @param rest the SQL after the condition
     * @param byTable whether the view has a TABLE_NAME by which the rows can be restricted
     */
    void query(String select, String schemaColumn, String rest, boolean byTable, Query.Row reader) throws SQLException {
        List<String> parameters = new ArrayList<>(List.of(schema, schema));
        String sql = select + " WHERE " + schemaColumn + (toUpper ? " IN (?, UPPER(?))" : " IN (?, ?)");
        if (table != null && byTable) {
            sql += " AND TABLE_NAME IN (?, " + (toUpper ? "UPPER(?)" : "?") + ")";
            parameters.addAll(List.of(table, table));
        }
        Query.each(connection, sql + rest, parameters, reader);
    }
}
