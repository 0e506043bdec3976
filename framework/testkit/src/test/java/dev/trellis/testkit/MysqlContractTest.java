package dev.trellis.testkit;

import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.testbed.TestDatabase;

final class MysqlContractTest extends MysqlBaseContract {
    MysqlContractTest() {
        super(new MysqlDialect(), TestDatabase.Kind.MYSQL);
    }
}
