package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Commands use the public API. Only {@link StartupPrefetch}, which makes commands start faster, may use an internal package,
 * and no published signature mentions an internal type.
 */
class CliArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(
            Main.class,
            "cli.StartupPrefetch: config internal.workspace",
            "cli: (root) adopt dashboard fleet cli.StartupPrefetch config diagram diagram.option dialect editor error inject lint report revision schema script");

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
    void imports_run_one_way() {
        assertEquals(List.of(), RULES.cycles());
    }

    @Test
    void published_signatures_mention_no_internal_type() {
        assertEquals(List.of(), RULES.leaks());
    }
}
