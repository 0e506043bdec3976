package dev.trellis.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a migrated database of its own, which is dropped after the test.
 *
 * <pre>{@code
 * @TrellisTest(url = "jdbc:sqlite:")
 * class OrdersTest {
 *     @Test
 *     void an_order_is_stored(DataSource database) { ... }
 * }
 * }</pre>
 *
 * <p>The database is a parameter of a test, of {@code @BeforeEach}, {@code @AfterEach} or the constructor, in any of these
 * forms: {@link javax.sql.DataSource}, {@link java.sql.Connection}, {@link org.jdbi.v3.core.Handle},
 * {@link dev.trellis.Trellis}, {@link MigratedDatabase}, and a {@code String} with {@link DatabaseUrl}. All parameters of a
 * test refer to the same database. Connections that a test opens through the parameters are closed after the test.
 *
 * <p>The configured database is not changed: new databases are created on its server, so the configured user needs the
 * privilege to create databases. With SQLite and H2 only the kind of database and the parameters of the URL matter. Each
 * element that is not set is taken from the JUnit configuration parameter or system property {@code trellis.test.} and its
 * name, for example {@code trellis.test.url}.
 *
 * <p>An annotation on a method replaces the annotation on the class.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(TrellisExtension.class)
public @interface TrellisTest {
    /** The JDBC URL of a database on the server; {@code jdbc:sqlite:} or {@code jdbc:h2:mem:test} need no server. */
    String url() default "";

    /** The user of the configured database. */
    String user() default "";

    /** The password of the user. Prefer the system property {@code trellis.test.password} to a password in the sources. */
    String password() default "";

    /**
     * The path of a {@code trellis.yaml}. Without one, the branches are those of the plugins on the class path and those that
     * {@link #setup} declares.
     */
    String configuration() default "";

    /** The environment of the configuration file. */
    String environment() default "";

    /** The target of the upgrade. With the target {@code base}, the database is empty. */
    String target() default "heads";

    /** A class with a constructor without parameters that configures the migrations in code. */
    Class<? extends TrellisTestSetup> setup() default TrellisTestSetup.class;

    /** The lifetime of a database. */
    Lifetime lifetime() default Lifetime.TEST;

    /** The time during which tests use one database. */
    enum Lifetime {
        /** Each test has a database of its own. */
        TEST,
        /**
         * All tests of a class, with {@code @BeforeAll} and {@code @AfterAll}, share one database. Use this lifetime for
         * tests that only read.
         */
        CLASS
    }
}
