package dev.trellis.internal.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.OffsetDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Any message gives a file name that every file system accepts. */
class FileTemplateTest {
    private static final OffsetDateTime CREATED = OffsetDateTime.parse("2026-03-04T05:06:07Z");

    @Test
    void every_placeholder_is_filled() {
        String template = "{year}{month}{day}{hour}{minute}{second}_{branch}_{revision}_{slug}";
        assertEquals(
                "20260304050607_poser_a1_create_people",
                new FileTemplate(template).name("a1", "Create people!", "poser", CREATED));
        assertEquals("a1", new FileTemplate("{revision}_{slug}").name("a1", "…", "poser", CREATED));
    }

    @Test
    void long_slugs_are_cut_between_words() {
        assertEquals("one_two", FileTemplate.slug("  One -- TWO? "));
        assertEquals(
                "add_a_column_for_the_number_of_the_house",
                FileTemplate.slug("add a column for the number of the house, please"));
        assertEquals("a".repeat(40), FileTemplate.slug("a".repeat(99)));
        assertEquals("cafe_1", FileTemplate.slug("Café №1".replace("№", "#")));
    }

    @Property
    void slugs_are_safe(@ForAll String message) {
        String slug = FileTemplate.slug(message);
        assertTrue(slug.length() <= 40 && slug.matches("([a-z0-9]+(_[a-z0-9]+)*)?"), slug);
    }
}
