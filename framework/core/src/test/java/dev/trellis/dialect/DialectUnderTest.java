package dev.trellis.dialect;

import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.testbed.TestDatabase;
import java.util.List;

/** A dialect and the database that it is tried on. A new dialect is one line here. */
public record DialectUnderTest(Dialect dialect, TestDatabase.Kind kind) {
    public static final List<DialectUnderTest> ALL = List.of(
            new DialectUnderTest(new SqliteDialect(), TestDatabase.Kind.SQLITE),
            new DialectUnderTest(new PostgresqlDialect(), TestDatabase.Kind.POSTGRESQL),
            new DialectUnderTest(new H2Dialect(), TestDatabase.Kind.H2),
            new DialectUnderTest(new MariadbDialect(), TestDatabase.Kind.MARIADB),
            new DialectUnderTest(new MysqlDialect(), TestDatabase.Kind.MYSQL));

    @Override
    public String toString() {
        return dialect.name();
    }
}
