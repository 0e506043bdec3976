package dev.trellis.dialect;

import dev.trellis.dialect.mysqlbase.MysqlBaseDialect;
import dev.trellis.testbed.TestDatabase;
import java.util.List;

/** The contract as MariaDB and MySQL keep it. */
abstract class MysqlBaseContract extends ShippedDialectContract {
    MysqlBaseContract(MysqlBaseDialect dialect, TestDatabase.Kind kind) {
        super(dialect, kind);
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
