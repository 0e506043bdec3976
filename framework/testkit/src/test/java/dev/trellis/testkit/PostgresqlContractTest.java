package dev.trellis.testkit;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.testbed.TestDatabase;
import java.util.List;

final class PostgresqlContractTest extends ShippedDialectContract {
    PostgresqlContractTest() {
        super(new PostgresqlDialect(), TestDatabase.Kind.POSTGRESQL);
    }

    /** A name of 32 characters and 64 bytes, one byte longer than PostgreSQL allows. */
    @Override
    protected List<String> illegalNames() {
        return List.of("é".repeat(32));
    }
}
