package dev.trellis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Imports between packages run one way, and published packages do not expose internal ones. */
class ArchitectureTest {
    /** Each package and the packages that it may import. {@code Trellis} is the facade over the commands. */
    private static final ImportRules RULES = ImportRules.of(Trellis.class, "error:", "(root):", "Trellis:");

    /** The packages that may use a library. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "com.google.inject", Set.of("inject"),
            "org.jdbi", Set.of("internal.connection", "internal.run", "script"),
            "tools.jackson", Set.of("internal.yaml"),
            "org.snakeyaml", Set.of("internal.yaml"));

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

    @TestFactory
    Stream<DynamicTest> a_library_is_used_only_where_it_belongs() {
        return LIBRARIES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> assertEquals(entry.getValue(), RULES.packagesUsing(entry.getKey()))));
    }

    @Test
    void a_rule_that_is_known_to_be_broken_fails() {
        ImportRules broken = ImportRules.of(Trellis.class, "operation: error");
        assertNotEquals(List.of(), broken.violations());
        assertNotEquals(List.of(), broken.unlisted());
        ImportRules wasteful = ImportRules.of(Trellis.class, "error: operation");
        assertEquals(List.of("error -> operation"), wasteful.unused());
        ImportRules circular = ImportRules.of(Trellis.class, "schema: error", "error: schema");
        assertEquals(List.of("error -> schema", "schema -> error"), circular.cycles());
    }
}
