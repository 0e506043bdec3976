package dev.trellis.testkit;

import dev.trellis.dialect.mysqlbase.MysqlBaseDialect;
import dev.trellis.testbed.TestDatabase;
import java.util.List;

/** The contract with the limits of MariaDB and MySQL. */
abstract class MysqlBaseContract extends ShippedDialectContract {
    MysqlBaseContract(MysqlBaseDialect dialect, TestDatabase.Kind kind) {
        super(dialect, kind);
    }

    /** A schema is a database, which all tests on the server would share. */
    @Override
    protected boolean mayCreateSchemas() {
        return false;
    }

    @Override
    protected boolean storesSupplementaryCharacters() {
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
