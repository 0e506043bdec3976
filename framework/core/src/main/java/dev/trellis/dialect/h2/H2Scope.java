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
 * The schema, or the one table in it, that questions to the catalogue are narrowed to, and how its names are told.
 *
 * @param folded whether letter case says nothing, and unquoted names are kept in upper case
 * @param own the connection's own schema, which names do not carry
 * @param only the one table, or null for all
 */
record H2Scope(
        Connection connection,
        boolean folded,
        String own,
        String schema,
        @Nullable String only) {
    private static final String FOLDED =
            "SELECT COUNT(*) = 2 FROM INFORMATION_SCHEMA.SETTINGS WHERE UPPER(SETTING_VALUE) = 'TRUE'"
                    + " AND SETTING_NAME IN ('CASE_INSENSITIVE_IDENTIFIERS', 'DATABASE_TO_UPPER')";

    static H2Scope of(Connection connection, @Nullable String schema, @Nullable String only) throws SQLException {
        String own = connection.getSchema();
        return new H2Scope(connection, Query.isTrue(connection, FOLDED), own, schema == null ? own : schema, only);
    }

    H2Scope in(String other) {
        return new H2Scope(connection, folded, own, other, only);
    }

    /** A name as it is reported. */
    String name(String name) {
        return folded && name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
    }

    TableName tableName(String inSchema, String name) {
        return new TableName(inSchema.equals(own) ? null : name(inSchema), name(name));
    }

    /** The schema as the catalogue spells it. */
    String catalogued() {
        return folded ? schema.toUpperCase(Locale.ROOT) : schema;
    }

    /**
     * @param rest what comes behind the condition
     * @param byTable whether the rows have a TABLE_NAME to narrow them by
     */
    void query(String select, String schemaColumn, String rest, boolean byTable, Query.Row reader) throws SQLException {
        List<String> parameters = new ArrayList<>(List.of(schema, schema));
        String sql = select + " WHERE " + schemaColumn + (folded ? " IN (?, UPPER(?))" : " IN (?, ?)");
        if (only != null && byTable) {
            sql += " AND TABLE_NAME IN (?, " + (folded ? "UPPER(?)" : "?") + ")";
            parameters.addAll(List.of(only, only));
        }
        Query.each(connection, sql + rest, parameters, reader);
    }
}
