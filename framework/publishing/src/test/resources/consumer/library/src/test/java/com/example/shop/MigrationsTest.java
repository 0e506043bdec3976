package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void the_api_upgrades_a_database() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
        Migrations.run(database);
        assertStores(database);
    }

    static void assertStores(DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate("insert into shop_order values (1, 'first')"));
            try (ResultSet rows = statement.executeQuery("select note from shop_order")) {
                assertTrue(rows.next());
                assertEquals("first", rows.getString(1));
            }
        }
    }
}
