package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The life of a database: of a test, of a class, and of nested classes. */
class LifetimeTest {
    private static final String URL = "jdbc:sqlite:";
    private static final String COUNT = "select count(*) from customer";

    private static int count(Handle handle) {
        return handle.createQuery(COUNT).mapTo(Integer.class).one();
    }

    private static void add(Handle handle) {
        handle.execute("insert into customer (code, name) values ('n" + count(handle) + "', 'New')");
    }

    @Nested
    @TrellisTest(url = URL, setup = Sample.OnConfiguredServer.class, lifetime = TrellisTest.Lifetime.CLASS)
    class OfAClass {
        @BeforeAll
        static void add_a_customer(Handle handle) {
            add(handle);
        }

        @AfterAll
        static void count_customers(Handle handle) {
            assertEquals(5, count(handle));
        }

        @Test
        void a_test_sees_what_was_added_before_all_tests(Handle handle) {
            add(handle);
        }

        @Nested
        class Inner {
            @Test
            void a_nested_class_uses_the_same_database(Handle handle) {
                add(handle);
            }
        }
    }

    @Nested
    @TrellisTest(url = URL, setup = Sample.OnConfiguredServer.class)
    class OfATest {
        private final String url;

        OfATest(@DatabaseUrl String url) {
            this.url = url;
        }

        @Test
        void the_constructor_receives_the_database_of_the_test(@DatabaseUrl String ofTest, Handle handle) {
            assertEquals(url, ofTest);
            assertEquals(2, count(handle));
            add(handle);
        }

        @Test
        void another_test_has_another_database(Handle handle) {
            assertEquals(2, count(handle));
            add(handle);
        }

        @Test
        @TrellisTest(url = URL, setup = Sample.OnConfiguredServer.class, target = "base")
        void the_annotation_of_a_method_replaces_that_of_its_class(MigratedDatabase database, Handle handle) {
            assertEquals(
                    0,
                    handle.createQuery("select count(*) from sqlite_master")
                            .mapTo(Integer.class)
                            .one());
            assertNotEquals("", database.url());
        }

        @Test
        @TrellisTest(url = URL, setup = Sample.OnConfiguredServer.class, target = "base_shop@head")
        void a_target_has_a_template_of_its_own(Handle handle) {
            assertEquals(
                    0,
                    handle.createQuery("select count(*) from sqlite_master where name = 'app_order'")
                            .mapTo(Integer.class)
                            .one());
        }
    }
}
