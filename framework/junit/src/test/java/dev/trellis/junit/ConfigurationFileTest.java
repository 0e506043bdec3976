package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import org.junit.jupiter.api.Test;

/** Branches and the kind of database from a {@code trellis.yaml}. */
@TrellisTest(configuration = "src/test/resources/samples/trellis.yaml", environment = "test")
class ConfigurationFileTest {
    @Test
    void the_environment_names_the_database(Trellis trellis, @DatabaseUrl String url) {
        assertTrue(url.startsWith("jdbc:h2:mem:"), url);
        assertEquals(
                "000000000b02",
                trellis.current().stream()
                        .map(head -> head.revision())
                        .findFirst()
                        .orElse(""));
    }
}
