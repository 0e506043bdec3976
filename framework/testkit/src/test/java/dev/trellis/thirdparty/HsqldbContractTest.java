package dev.trellis.thirdparty;

import dev.trellis.testkit.DialectContract;
import dev.trellis.testkit.EmptyDatabase;
import java.util.concurrent.atomic.AtomicInteger;

final class HsqldbContractTest extends DialectContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    HsqldbContractTest() {
        super(new HsqldbDialect());
    }

    @Override
    protected EmptyDatabase open() {
        return EmptyDatabase.of("jdbc:hsqldb:mem:contract" + NUMBER.incrementAndGet(), "sa", "", "SHUTDOWN");
    }
}
