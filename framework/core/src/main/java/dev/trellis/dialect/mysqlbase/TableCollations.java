package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The collations of tables, and of new tables of the same databases. */
final class TableCollations {
    /** The collations when no part of a schema depends on one. */
    static final TableCollations UNKNOWN = new TableCollations();

    private final Map<TableName, String> ofTables = new HashMap<>();
    private @Nullable String ofDatabase;

    private TableCollations() {}

    /** Reads the collations of all tables in the databases of a schema. */
    static TableCollations of(Connection connection, Schema desired) throws SQLException {
        TableCollations collations = new TableCollations();
        Set<@Nullable String> schemas = new LinkedHashSet<>();
        desired.tables().keySet().forEach(table -> schemas.add(table.schema()));
        for (String schema : schemas) {
            Query.each(
                    connection,
                    "SELECT TABLE_NAME, TABLE_COLLATION FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                            + (schema == null ? "DATABASE()" : "?"),
                    schema == null ? List.of() : List.of(schema),
                    row -> {
                        if (row.getString(2) != null) {
                            collations.ofTables.put(new TableName(schema, row.getString(1)), row.getString(2));
                        }
                    });
        }
        collations.ofDatabase =
                Query.strings(connection, "SELECT @@collation_database").get(0);
        return collations;
    }

    /** Returns the collation of a table; null if there is no such table. */
    @Nullable
    String of(TableName table) {
        return ofTables.get(table);
    }

    /** Returns the collation of a table, or else the one that a new table gets; null if neither is known. */
    @Nullable
    String orDefault(TableName table) {
        return ofTables.getOrDefault(table, ofDatabase);
    }
}
