package dev.trellis.dialect;

import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.internal.model.ColumnReader;
import dev.trellis.schema.TableOption;
import dev.trellis.testbed.TestDatabase;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A dialect and the database that it is tried on. A new dialect is one line here. */
public record DialectUnderTest(Dialect dialect, TestDatabase.Kind kind) {
    public static final List<DialectUnderTest> ALL = List.of(
            new DialectUnderTest(new SqliteDialect(), TestDatabase.Kind.SQLITE),
            new DialectUnderTest(new PostgresqlDialect(), TestDatabase.Kind.POSTGRESQL),
            new DialectUnderTest(new H2Dialect(), TestDatabase.Kind.H2),
            new DialectUnderTest(new MariadbDialect(), TestDatabase.Kind.MARIADB),
            new DialectUnderTest(new MysqlDialect(), TestDatabase.Kind.MYSQL));

    /** Reads columns and options of tables as all these dialects declare them; any word may name a dialect. */
    public static final ColumnReader COLUMNS = new ColumnReader(Set.of(), DialectUnderTest::tableOptions);

    private static @Nullable List<TableOption> tableOptions(String name) {
        return ALL.stream()
                .map(DialectUnderTest::dialect)
                .filter(dialect -> dialect.name().equals(name))
                .map(Dialect::tableOptions)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return dialect.name();
    }
}
