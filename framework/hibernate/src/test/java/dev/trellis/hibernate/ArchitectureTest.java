package dev.trellis.hibernate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.ImportRules;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The module uses published packages of Trellis only, and no signature of it mentions an internal type. */
class ArchitectureTest {
    private static final ImportRules RULES = ImportRules.of(
            EntityModel.class,
            "hibernate: error model schema dialect dialect.h2 dialect.mariadb dialect.mysql dialect.postgresql dialect.sqlite");

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

    /** Hibernate's types would make its version part of the API. */
    @Test
    void only_the_model_and_its_exception_are_public() {
        assertEquals(Set.of("EntityModel", "EntityModelException"), RULES.publicClasses());
    }
}
