package dev.trellis.dialect.mysqlbase;

import dev.trellis.sql.DatabaseObject;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue's entry of one object, as {@code SHOW CREATE} returns it. The entry shows whether an interrupted DDL statement
 * took effect, because such a statement takes effect as a whole or not at all.
 */
final class MysqlBaseCatalogEntry {
    private MysqlBaseCatalogEntry() {}

    /** Returns the entry; empty if the object does not exist, null if the entry cannot be read. */
    static @Nullable String of(Connection connection, DatabaseObject object) throws SQLException {
        return switch (object.kind()) {
            case INDEX -> object.table() == null ? null : ShowCreate.of(connection, "table", object.table());
            case DATABASE, EVENT, FUNCTION, PROCEDURE, SCHEMA, SEQUENCE, TABLE, TRIGGER, VIEW ->
                ShowCreate.of(connection, object.kind().word(), object.name());
            case DOMAIN, PACKAGE, TYPE -> null;
        };
    }
}
