package dev.trellis.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Drawing is apart from reading: a writer of a format takes values of {@code project} and uses no internal package. Only one
 * package uses the layout library.
 */
class ArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(
            Diagrams.class,
            "diagram.option:",
            "internal.diagram.layout:",
            """
            internal.diagram.project: branch config dialect error internal.branch internal.run internal.script internal.state
                    internal.workspace operation report revision schema script
            """,
            "internal.diagram.format: diagram.option internal.diagram.layout internal.diagram.project report schema",
            """
            internal.diagram.site: diagram.option internal.diagram.format internal.diagram.project branch dialect error
                    internal.branch internal.command internal.script internal.workspace operation report revision schema script
            """,
            """
            diagram: (root) config diagram.option error internal.branch internal.diagram.format internal.diagram.project
                    internal.diagram.site internal.workspace schema
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
