package com.example.shop;

import dev.trellis.junit.TrellisTest;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@TrellisTest(url = "jdbc:h2:mem:", configuration = "trellis.yaml")
class OrdersTest {
    @Test
    void a_test_gets_a_migrated_database(DataSource database) throws Exception {
        MigrationsTest.assertStores(database);
    }
}
