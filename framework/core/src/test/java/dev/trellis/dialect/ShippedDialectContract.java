package dev.trellis.dialect;

import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** The contract of a dialect that comes with Trellis, and so has a database in the testbed. */
abstract class ShippedDialectContract extends DialectContract {
    private final TestDatabase.Kind kind;

    ShippedDialectContract(Dialect dialect, TestDatabase.Kind kind) {
        super(dialect);
        this.kind = kind;
    }

    @Override
    protected final Place open() {
        TestDatabase database = TestDatabase.open(kind);
        return new Place() {
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
