package dev.trellis.spring.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The module uses published packages of Trellis only, and optional libraries in one place each. */
class ArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(
            TrellisProperties.class,
            "spring.boot: (root) branch config dialect error hibernate inject lint model report revision schema script",
            "spring.boot.actuate: (root) error report spring.boot",
            "spring.boot.connection: spring.boot");

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

    @Test
    void optional_libraries_are_used_in_one_place_each() {
        assertEquals(Set.of("spring.boot.actuate"), RULES.packagesUsing("org.springframework.boot.actuate"));
        assertEquals(Set.of("spring.boot.connection"), RULES.packagesUsing("org.testcontainers"));
        assertEquals(
                Set.of("spring.boot.connection"), RULES.packagesUsing("org.springframework.boot.jdbc.autoconfigure"));
    }
}
