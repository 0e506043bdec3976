package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A PostgreSQL user without the privilege TEMPORARY gets a clear message from {@code check} instead of false differences. */
class TemporaryPrivilegeTest {
    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();

    private static Schema model(String condition) {
        Column column = Column.of("a", ColumnType.parse("integer"));
        return Schema.of(List.of(Table.of(TableName.of("t"), List.of(column))
                .withChecks(List.of(new Check("ck_a", SqlText.of(condition))))));
    }

    @Test
    void check_by_a_user_without_temp_names_the_privilege() throws SQLException {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (a integer, constraint ck_a check (a in (1, 2)))");
            String role = "trellis_no_temp_" + connection.getCatalog();
            statement.execute("revoke temporary on database " + connection.getCatalog() + " from public");
            statement.execute("create role " + role);
            try {
                statement.execute("grant select on t to " + role);
                statement.execute("set role " + role);
                Schema actual = DIALECT.inspect(connection, List.of());
                DialectException e = assertThrows(
                        DialectException.class, () -> DIALECT.canonical(connection, model("a in (1,2)"), actual));
                assertEquals("missing_privilege", e.name());
                assertTrue(String.valueOf(e.getMessage()).contains("TEMPORARY"), e.getMessage());
                assertEquals(
                        actual, DIALECT.canonical(connection, actual, actual), "needs no privilege if nothing differs");
            } finally {
                statement.execute("reset role");
                statement.execute("drop owned by " + role);
                statement.execute("drop role " + role);
            }
        }
    }
}
