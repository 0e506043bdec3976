package dev.trellis.dialect.mysqlbase;

import dev.trellis.sql.StatementSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code SHOW CREATE} says of a thing. One statement of DDL takes effect whole or not at all. */
final class MysqlBaseDefinition {
    private static final Set<String> SHOWN =
            Set.of("event", "function", "procedure", "sequence", "table", "trigger", "view");

    private MysqlBaseDefinition() {}

    static @Nullable String of(Connection connection, StatementSummary action) throws SQLException {
        boolean index = "index".equals(action.kind());
        String kind = index ? "table" : String.valueOf(action.kind());
        String name = index ? action.table() : action.name();
        if (name == null || !SHOWN.contains(kind)) {
            return null;
        }
        return ShowCreate.of(connection, kind, name);
    }
}
