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

/** The slices of Spring Boot for databases contain Trellis. */
class SliceTest {
    /** With an embedded database, which the slice creates. */
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

    /** With an embedded database and the repositories. */
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
