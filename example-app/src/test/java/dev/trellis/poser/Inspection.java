package dev.trellis.poser;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.schema.Schema;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads the schema of a test database. */
final class Inspection {
    private static final List<Dialect> DIALECTS = List.of(
            new SqliteDialect(), new PostgresqlDialect(), new MariadbDialect(), new MysqlDialect(), new H2Dialect());

    private Inspection() {}

    static Schema of(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return dialect(database).inspect(connection, List.of());
        }
    }

    static Dialect dialect(TestDatabase database) {
        return DIALECTS.stream()
                .filter(each -> each.accepts(database.url()))
                .findFirst()
                .orElseThrow();
    }
}
