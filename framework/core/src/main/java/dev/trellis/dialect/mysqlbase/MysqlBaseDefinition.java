package dev.trellis.dialect.mysqlbase;

import dev.trellis.sql.DatabaseObject;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The result of {@code SHOW CREATE} for one object. A DDL statement takes effect as a whole or not at all. */
final class MysqlBaseDefinition {
    private MysqlBaseDefinition() {}

    /** Returns the definition; empty if the object does not exist, null if the catalogue cannot tell. */
    static @Nullable String of(Connection connection, DatabaseObject object) throws SQLException {
        return switch (object.kind()) {
            case INDEX -> object.table() == null ? null : ShowCreate.of(connection, "table", object.table());
            case EVENT, FUNCTION, PROCEDURE, SEQUENCE, TABLE, TRIGGER, VIEW ->
                ShowCreate.of(connection, object.kind().word(), object.name());
            case DATABASE, DOMAIN, PACKAGE, TYPE -> null;
        };
    }
}
