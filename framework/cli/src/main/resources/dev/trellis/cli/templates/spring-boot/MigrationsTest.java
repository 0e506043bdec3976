package @{package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Starts the application with an empty database. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:test")
class MigrationsTest {
    @Autowired
    private Trellis trellis;

    /** If this test fails, its message contains the operations that a new script needs. */
    @Test
    void the_migrated_database_matches_the_entities() {
        List<Object> missing = trellis.check("@{label}").stream()
                .flatMap(report -> report.operations().stream())
                .map(Object.class::cast)
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void all_revisions_can_be_downgraded_and_upgraded_again() {
        trellis.downgrade("base", others -> true);
        trellis.upgrade("heads", UpgradeOptions.NONE);
        trellis.checkHeads();
    }
}
