package dev.trellis.testkit;

import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.testbed.TestDatabase;

final class H2ContractTest extends ShippedDialectContract {
    H2ContractTest() {
        super(new H2Dialect(), TestDatabase.Kind.H2);
    }

    @Override
    protected String longestName() {
        return "漢".repeat(256);
    }
}
