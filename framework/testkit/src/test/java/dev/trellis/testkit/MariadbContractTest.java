package dev.trellis.testkit;

import dev.trellis.dialect.mariadb.MariadbDialect;
import dev.trellis.testbed.TestDatabase;

final class MariadbContractTest extends MysqlBaseContract {
    MariadbContractTest() {
        super(new MariadbDialect(), TestDatabase.Kind.MARIADB);
    }
}
