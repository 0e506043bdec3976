package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A tool uses the values of {@code source} and, of the core's internal packages, the ones that read SQL and files. Writing,
 * verifying and recording are above the tools.
 */
class ArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(
            Adoption.class,
            "adopt.source: error schema operation revision dialect branch config",
            "adopt.flyway: adopt.source error sql internal.sql internal.yaml schema revision dialect config",
            "adopt.liquibase: adopt.source error internal.sql internal.yaml schema operation revision dialect config",
            "adopt.alembic: adopt.source error sql internal.sql internal.yaml internal.script schema operation revision"
                    + " dialect",
            "adopt.database: adopt.source error schema revision dialect branch report internal.diff"
                    + " internal.command",
            """
            adopt: adopt.source adopt.flyway adopt.liquibase adopt.alembic adopt.database error internal.sql schema operation revision dialect script branch report
                    (root) config internal.script internal.branch internal.connection internal.state internal.workspace
                    internal.protection internal.lock internal.run internal.command
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
