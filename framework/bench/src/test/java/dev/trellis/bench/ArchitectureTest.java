package dev.trellis.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The processes of other tools load none of Trellis's classes, and only three benchmarks use the library within their own process. */
class ArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(
            Bench.class,
            "bench.PartBenchmarks: bench dialect.sqlite error internal.diff internal.script internal.sql model report revision schema script sql",
            "bench.GraphGrowth: error internal.script revision",
            "bench.BenchPlugin: inject",
            "bench.DatabaseFactory: (root) bench testbed",
            "bench.FreshDatabaseTests: (root) bench.DatabaseFactory junit",
            "bench: bench.BenchPlugin bench.DatabaseFactory bench.FreshDatabaseTests testbed",
            "bench.jmh_generated: bench.PartBenchmarks");

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
    void each_tool_is_used_by_one_class() {
        assertEquals(List.of("dev.trellis.bench.FlywayRun"), RULES.usersOf("org.flywaydb", Set.of()));
        assertEquals(List.of("dev.trellis.bench.LiquibaseRun"), RULES.usersOf("liquibase", Set.of()));
    }
}
