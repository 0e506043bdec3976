package dev.trellis.dialect;

import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.testbed.TestDatabase;
import java.util.List;

final class MysqlContractTest extends ShippedDialectContract {
    MysqlContractTest() {
        super(new MysqlDialect(), TestDatabase.Kind.MYSQL);
    }

    /** A schema is a database of the whole server. */
    @Override
    protected boolean mayMakeSchemas() {
        return false;
    }

    @Override
    protected boolean keepsAstral() {
        return false;
    }

    @Override
    protected List<String> illegalNames() {
        return List.of("end ", "end\t", "\ud83d\ude00");
    }

    @Override
    protected String longestName() {
        return "漢".repeat(64);
    }
}
