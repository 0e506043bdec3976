package dev.trellis.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The module uses the core's commands and connections; its published signatures mention none of them. */
class ArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(Fleet.class, """
            fleet: error dialect revision report (root) config internal.command internal.connection internal.state
                    internal.workspace internal.branch
            """);

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
}
