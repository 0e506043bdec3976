package dev.trellis.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Spring Boot's test slices for databases migrate their database with Trellis. */
class SliceTest {
    /** A test with an embedded database, which the slice creates. */
    @Nested
    @JdbcTest
    @Import(Welcome.class)
    class Jdbc {
        @Autowired
        JdbcTemplate jdbc;

        @Test
        void the_database_is_migrated() {
            assertEquals(
                    List.of("the first"), jdbc.queryForList("select customer_name from shop_order", String.class));
        }
    }

    /** A test with an embedded database and the repositories. */
    @Nested
    @DataJpaTest
    @Import(Welcome.class)
    class Jpa {
        @Autowired
        ShopOrders orders;

        @Test
        void the_database_is_migrated() {
            assertEquals(1, orders.count());
        }
    }
}
