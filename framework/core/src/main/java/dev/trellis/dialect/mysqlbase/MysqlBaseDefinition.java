package dev.trellis.dialect.mysqlbase;

import dev.trellis.sql.DatabaseObject;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What {@code SHOW CREATE} says of a thing. One statement of DDL takes effect whole or not at all. */
final class MysqlBaseDefinition {
    private MysqlBaseDefinition() {}

    static @Nullable String of(Connection connection, DatabaseObject object) throws SQLException {
        return switch (object.kind()) {
            case INDEX -> object.table() == null ? null : ShowCreate.of(connection, "table", object.table());
            case EVENT, FUNCTION, PROCEDURE, SEQUENCE, TABLE, TRIGGER, VIEW ->
                ShowCreate.of(connection, object.kind().word(), object.name());
            case DATABASE, DOMAIN, PACKAGE, TYPE -> null;
        };
    }
}
