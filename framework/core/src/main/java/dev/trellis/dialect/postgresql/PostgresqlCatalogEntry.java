package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Query;
import dev.trellis.sql.DatabaseObject;
import dev.trellis.sql.ObjectKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue's entry of the object that a statement creates, changes or drops outside a transaction: indexes,
 * values of an enumeration, databases. Every other statement runs in a transaction, and therefore never takes effect in
 * part.
 */
final class PostgresqlCatalogEntry {
    private static final String INDEX =
            "SELECT pg_get_indexdef(indexrelid) || indisvalid FROM pg_index WHERE indexrelid = to_regclass(?)";
    private static final String INDEXES_OF =
            "SELECT pg_get_indexdef(indexrelid) || indisvalid FROM pg_index WHERE indrelid = to_regclass(?) ORDER BY 1";
    private static final String VALUES =
            "SELECT enumlabel FROM pg_enum WHERE enumtypid = to_regtype(?) ORDER BY enumsortorder";
    private static final String DATABASE = "SELECT datname FROM pg_database WHERE datname = (parse_ident(?))[1]";
    private static final String SCHEMA = "SELECT nspname FROM pg_namespace WHERE nspname = (parse_ident(?))[1]";
    private static final String INVALID = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
            + " FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid"
            + " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            + " WHERE NOT i.indisvalid AND c.relname = (SELECT part[array_upper(part, 1)] FROM parse_ident(?) AS part)"
            + " AND (i.indrelid = to_regclass(?) OR i.indexrelid = to_regclass(?))";

    private PostgresqlCatalogEntry() {}

    static @Nullable String of(Connection connection, DatabaseObject object) throws SQLException {
        String query = switch (object.kind()) {
            case INDEX -> object.table() == null ? INDEX : INDEXES_OF;
            case TYPE -> VALUES;
            case DATABASE -> DATABASE;
            case SCHEMA -> SCHEMA;
            default -> null;
        };
        String name = object.table() == null ? object.name() : object.table();
        return query == null ? null : String.join("\n", Query.strings(connection, query, name));
    }

    /** Drops the invalid index that an interrupted CREATE or DROP INDEX CONCURRENTLY leaves behind. */
    static void dropInvalidIndexes(Connection connection, DatabaseObject object) throws SQLException {
        if (object.kind() != ObjectKind.INDEX) {
            return;
        }
        for (String index : Query.strings(connection, INVALID, object.name(), object.table(), object.name())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + index);
            }
        }
    }
}
