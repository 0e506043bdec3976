package dev.trellis.poser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.loyalty.LoyaltyPlugin;
import dev.trellis.retail.RetailPlugin;
import dev.trellis.testbed.ImportRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The base schema, the plugin and the app use only published packages of Trellis: nothing in {@code dev.trellis.internal}.
 * The plugin does not depend on the classes of the base, and the base depends on neither of the other two.
 */
class ArchitectureTest {
    private static final ImportRules RETAIL =
            ImportRules.of(RetailPlugin.class, "retail: dialect inject script", "retail.model:");
    private static final ImportRules LOYALTY = ImportRules.of(LoyaltyPlugin.class, "loyalty: inject");
    private static final ImportRules POSER = ImportRules.of(
            PoserPlugin.class, "poser: (root) hibernate inject poser.model", "poser.model: retail.model");

    @TestFactory
    Stream<DynamicTest> every_package_has_a_rule() {
        return each(rules -> assertEquals(List.of(), rules.unlisted()));
    }

    @TestFactory
    Stream<DynamicTest> packages_import_only_what_their_rule_permits() {
        return each(rules -> assertEquals(List.of(), rules.violations()));
    }

    @TestFactory
    Stream<DynamicTest> every_permission_is_used() {
        return each(rules -> assertEquals(List.of(), rules.unused()));
    }

    private interface Check {
        void of(ImportRules rules);
    }

    private static Stream<DynamicTest> each(Check check) {
        return Stream.of(
                DynamicTest.dynamicTest("retail", () -> check.of(RETAIL)),
                DynamicTest.dynamicTest("loyalty", () -> check.of(LOYALTY)),
                DynamicTest.dynamicTest("poser", () -> check.of(POSER)));
    }
}
