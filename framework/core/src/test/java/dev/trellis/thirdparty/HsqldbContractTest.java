package dev.trellis.thirdparty;

import dev.trellis.dialect.DialectContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

final class HsqldbContractTest extends DialectContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    HsqldbContractTest() {
        super(new HsqldbDialect());
    }

    @Override
    protected Place open() {
        String url = "jdbc:hsqldb:mem:contract" + NUMBER.incrementAndGet();
        return new Place() {
            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection(url, "sa", "");
            }

            @Override
            public void close() throws SQLException {
                try (Connection connection = connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SHUTDOWN");
                }
            }
        };
    }
}
