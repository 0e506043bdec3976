package dev.trellis.testkit;

import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.testbed.TestDatabase;

final class SqliteContractTest extends ShippedDialectContract {
    SqliteContractTest() {
        super(new SqliteDialect(), TestDatabase.Kind.SQLITE);
    }
}
