package dev.trellis.testkit;

import dev.trellis.dialect.Dialect;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** The contract of a dialect that comes with Trellis; the testbed provides its database. */
abstract class ShippedDialectContract extends DialectContract {
    private final TestDatabase.Kind kind;

    ShippedDialectContract(Dialect dialect, TestDatabase.Kind kind) {
        super(dialect);
        this.kind = kind;
    }

    @Override
    protected final EmptyDatabase open() {
        TestDatabase database = TestDatabase.open(kind);
        return new EmptyDatabase() {
            @Override
            public Connection connect() throws SQLException {
                return database.connect();
            }

            @Override
            public void close() throws SQLException {
                database.close();
            }
        };
    }
}
