package dev.trellis.dialect.mysqlbase;

import dev.trellis.sql.DatabaseObject;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one object, as {@code SHOW CREATE} returns it. The definition shows whether an interrupted DDL statement
 * took effect, because such a statement takes effect as a whole or not at all.
 */
final class MysqlBaseDefinition {
    private MysqlBaseDefinition() {}

    /** Returns the definition; empty if the object does not exist, null if the definition cannot be read. */
    static @Nullable String of(Connection connection, DatabaseObject object) throws SQLException {
        return switch (object.kind()) {
            case INDEX -> object.table() == null ? null : ShowCreate.of(connection, "table", object.table());
            case DATABASE, EVENT, FUNCTION, PROCEDURE, SCHEMA, SEQUENCE, TABLE, TRIGGER, VIEW ->
                ShowCreate.of(connection, object.kind().word(), object.name());
            case DOMAIN, PACKAGE, TYPE -> null;
        };
    }
}
