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
    /**
     * Each package and the packages that it may import, lower ones first. {@code (root)} is the API without the facade
     * {@code Trellis} and its builder, which are above the commands and the plugins.
     */
    private static final ImportRules RULES = ImportRules.of(Trellis.class, """
            error:
            sql:
            internal.sql: error sql
            schema: error sql internal.sql
            operation: sql internal.sql schema
            revision: error
            dialect: error sql internal.sql schema operation
            script: error operation revision dialect
            internal.yaml: error
            internal.model: error sql internal.sql schema internal.yaml
            model: error schema internal.yaml internal.model
            branch: error schema model
            lint: error schema operation dialect script branch
            report: error schema operation dialect lint
            (root): error schema revision dialect script branch lint report
            config: error schema internal.yaml
            internal.script: error sql internal.sql schema operation revision dialect script internal.yaml
                    internal.model
            internal.branch: error sql internal.sql schema revision dialect script internal.yaml model branch config
                    internal.script
            internal.connection: error operation dialect script (root) config
            dialect.h2: sql internal.sql schema operation dialect
            dialect.mysqlbase: error sql internal.sql schema operation dialect
            dialect.mariadb: schema operation dialect dialect.mysqlbase
            dialect.mysql: schema operation dialect dialect.mysqlbase
            dialect.postgresql: error sql internal.sql schema operation dialect
            dialect.sqlite: sql internal.sql schema operation dialect
            internal.state: error sql internal.sql schema operation revision dialect script branch report config
                    internal.script internal.branch internal.connection
            internal.workspace: error schema revision dialect script branch (root) config internal.script
                    internal.branch internal.connection dialect.h2 dialect.mariadb dialect.mysql
                    dialect.postgresql dialect.sqlite internal.state
            internal.diff: sql internal.sql schema operation dialect report
            internal.protection: error sql internal.sql schema operation dialect script branch
                    internal.script internal.branch internal.connection
            internal.journal: error sql internal.sql operation schema revision dialect script report internal.script
                    internal.connection internal.state internal.protection
            internal.lock: error schema revision dialect (root) internal.connection internal.state internal.journal
            internal.run: error sql internal.sql schema operation revision dialect script branch report (root)
                    internal.script internal.branch internal.connection internal.state internal.protection
                    internal.journal internal.lock
            internal.lint: error sql internal.sql schema operation revision dialect script internal.yaml branch
                    lint internal.script internal.branch internal.diff internal.protection
            editor: schema operation dialect lint (root) internal.workspace internal.lint
            internal.footprint: error sql internal.sql schema operation revision dialect script internal.script
                    internal.branch
            internal.update: error sql internal.sql schema operation revision dialect script internal.yaml model branch report
                    (root) internal.script internal.branch internal.diff internal.lint
            internal.command: error sql internal.sql schema operation revision dialect script model branch lint report (root)
                    config internal.script internal.branch internal.connection internal.state internal.workspace
                    internal.diff internal.protection internal.lock internal.run internal.lint internal.yaml internal.model editor
                    internal.update internal.footprint
            inject: error dialect script model branch lint (root)
            Trellis: schema revision dialect script branch report (root) config internal.state internal.workspace internal.run
                    internal.branch internal.connection internal.command inject
            """);

    /** The packages that may use a library. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "com.google.inject", Set.of("inject"),
            "java.sql",
                    Set.of(
                            "Trellis",
                            "dialect",
                            "dialect.h2",
                            "dialect.mariadb",
                            "dialect.mysql",
                            "dialect.mysqlbase",
                            "dialect.postgresql",
                            "dialect.sqlite",
                            "internal.command",
                            "internal.connection",
                            "internal.journal",
                            "internal.lock",
                            "internal.protection",
                            "internal.run",
                            "internal.state",
                            "internal.workspace"),
            "org.jdbi", Set.of("internal.command", "internal.connection", "internal.run", "script"),
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
