package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The module uses published packages of Trellis; of the internal packages, it uses only the splitter of SQL scripts. */
class ArchitectureTest {
    private static final ImportRules RULES =
            ImportRules.of(TrellisTest.class, "junit: (root) config dialect internal.sql report schema");

    @Test
    void every_package_has_a_rule() {
        assertEquals(List.of(), RULES.unlisted());
    }

    @Test
    void packages_import_only_what_their_rule_permits() {
        assertEquals(List.of(), RULES.violations());
    }

    @Test
    void every_permission_is_used() {
        assertEquals(List.of(), RULES.unused());
    }

    @Test
    void published_signatures_mention_no_internal_type() {
        assertEquals(List.of(), RULES.leaks());
    }

    /** {@code Migration} counts as public, but it is nested in an interface that is not public. */
    @Test
    void only_the_api_is_public() {
        assertEquals(
                Set.of(
                        "DatabaseUrl",
                        "Lifetime",
                        "MigratedDatabase",
                        "Migration",
                        "TrellisProject",
                        "TrellisTest",
                        "TrellisTestSetup",
                        "TrellisTests"),
                RULES.publicClasses());
    }
}
