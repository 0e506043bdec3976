package dev.trellis.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewIdentifierTest {

    /** {@code 97e123456789} would be hexadecimal and a number in YAML; a leading letter prevents this. */
    @Test
    void no_identifier_is_a_number() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String id = NewIdentifier.next();
            assertTrue(id.matches("[a-f][0-9a-f]{11}"), id);
            ids.add(id);
        }
        assertEquals(10_000, ids.size());
    }
}
