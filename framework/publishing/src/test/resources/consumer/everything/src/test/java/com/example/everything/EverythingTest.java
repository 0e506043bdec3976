package com.example.everything;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import dev.trellis.cli.Main;
import dev.trellis.hibernate.EntityModel;
import dev.trellis.junit.TrellisTest;
import dev.trellis.spring.boot.TrellisAutoConfiguration;
import dev.trellis.testkit.DialectContract;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;

/** Uses one class of each module of the BOM; the last one comes with the starter for tests. The Maven plugin runs only in Maven. */
class EverythingTest {
    @Test
    void all_modules_have_the_version_of_the_bom() {
        assertEquals(
                Set.of("@trellis@"),
                Stream.of(
                                Trellis.class,
                                Main.class,
                                EntityModel.class,
                                TrellisTest.class,
                                TrellisAutoConfiguration.class,
                                DialectContract.class)
                        .map(type -> type.getPackage().getImplementationVersion())
                        .collect(Collectors.toSet()));
        assertEquals("org.springframework.boot.jdbc.test.autoconfigure", JdbcTest.class.getPackageName());
    }
}
