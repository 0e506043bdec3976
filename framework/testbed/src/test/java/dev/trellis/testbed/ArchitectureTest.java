package dev.trellis.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The testbed uses no class of Trellis: the tests of every module, even of the lowest package, can use it. */
class ArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(ImportRules.class, "testbed:");

    @Test
    void every_package_has_a_rule() {
        assertEquals(List.of(), RULES.unlisted());
    }

    @Test
    void packages_import_only_what_their_rule_permits() {
        assertEquals(List.of(), RULES.violations());
    }
}
