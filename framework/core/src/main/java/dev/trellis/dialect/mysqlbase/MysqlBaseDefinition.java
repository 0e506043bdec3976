package dev.trellis.dialect.mysqlbase;

import dev.trellis.sql.StatementSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of {@code SHOW CREATE} for the object of a statement. A DDL statement takes effect as a whole or not at all. */
final class MysqlBaseDefinition {
    private static final Set<String> SHOWN =
            Set.of("event", "function", "procedure", "sequence", "table", "trigger", "view");

    private MysqlBaseDefinition() {}

    /** Returns the definition; empty if the object does not exist, null if the catalogue cannot tell. */
    static @Nullable String of(Connection connection, StatementSummary statement) throws SQLException {
        boolean index = "index".equals(statement.kind());
        String kind = index ? "table" : String.valueOf(statement.kind());
        String name = index ? statement.table() : statement.name();
        if (name == null || !SHOWN.contains(kind)) {
            return null;
        }
        return ShowCreate.of(connection, kind, name);
    }
}
