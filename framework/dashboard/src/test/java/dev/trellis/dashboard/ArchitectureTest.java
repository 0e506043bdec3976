package dev.trellis.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only {@code http} knows the protocol, only {@code live} reads databases, and pages take values and write HTML. */
class ArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(
            Dashboard.class,
            "internal.dashboard.http:",
            """
            internal.dashboard.live: (root) branch config dialect error inject internal.branch internal.connection
                    internal.diagram.project internal.diagram.site internal.lock internal.state internal.workspace report revision
            """,
            "internal.dashboard.upgrade: (root) error internal.dashboard.live internal.script report revision script",
            """
            internal.dashboard.page: dialect error internal.dashboard.live internal.dashboard.upgrade internal.diagram.site lint
                    report
            """,
            """
            internal.dashboard.route: internal.dashboard.http internal.dashboard.live internal.dashboard.page
                    internal.dashboard.upgrade
            """,
            """
            dashboard: (root) config error internal.dashboard.http internal.dashboard.live internal.dashboard.route
                    internal.dashboard.upgrade
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
    void imports_run_one_way() {
        assertEquals(List.of(), RULES.cycles());
    }

    @Test
    void published_signatures_mention_no_internal_type() {
        assertEquals(List.of(), RULES.leaks());
    }
}
