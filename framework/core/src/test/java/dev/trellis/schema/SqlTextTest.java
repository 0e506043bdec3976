package dev.trellis.schema;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SqlTextTest {

    @Test
    void a_name_is_found_in_quotes_and_not_in_literals() {
        assertTrue(SqlText.of("\"it's\" <> 'never'").mentions("it's"));
        assertTrue(SqlText.of("a <> 'never'").mentions("a"));
        assertTrue(SqlText.of("`a b` > 0 and 'x' = 'y'").mentions("a b"));
        assertFalse(SqlText.of("\"it's\" <> 'a'").mentions("a"));
        assertFalse(SqlText.of("b <> 'it''s a'").mentions("a"));
    }

    @Test
    void a_function_is_not_a_column() {
        assertFalse(SqlText.of("length (b) < 5").mentions("length"));
        assertTrue(SqlText.of("length(length) < 5 and b in (1)").mentions("length"));
        assertTrue(SqlText.of("b in (1)").mentions("b"));
    }
}
