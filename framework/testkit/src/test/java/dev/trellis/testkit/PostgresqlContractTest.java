package dev.trellis.testkit;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.testbed.TestDatabase;
import java.util.List;

final class PostgresqlContractTest extends ShippedDialectContract {
    PostgresqlContractTest() {
        super(new PostgresqlDialect(), TestDatabase.Kind.POSTGRESQL);
    }

    /** 64 bytes in 32 characters. */
    @Override
    protected List<String> illegalNames() {
        return List.of("é".repeat(32));
    }
}
