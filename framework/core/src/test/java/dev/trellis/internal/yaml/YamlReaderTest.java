package dev.trellis.internal.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.Location;
import dev.trellis.internal.yaml.Node.Sequence;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    private static final String LINE = "- a line of a model that has grown over many years\n";

    /** 16 MiB is the size of a model of ten thousand tables or more. */
    @Test
    void reads_a_file_of_the_maximum_size() {
        int lines = (TextFile.MAX_BYTES - 100) / LINE.length();
        Sequence all = assertInstanceOf(Sequence.class, YamlReader.read("model.yaml", LINE.repeat(lines)));
        assertEquals(lines, all.items().size());
    }

    @Test
    void rejects_a_larger_file() {
        byte[] bytes = LINE.repeat(TextFile.MAX_BYTES / LINE.length() + 1).getBytes(UTF_8);
        String message = assertThrows(
                        YamlException.class, () -> TextFile.read(new ByteArrayInputStream(bytes), "model.yaml"))
                .problem()
                .message();
        assertTrue(message.contains("larger than 16 MiB"), message);
    }

    /** The YAML parser reports only the character that it did not expect. */
    @Test
    void says_that_a_value_with_a_parenthesis_needs_quotes() {
        for (String line : new String[] {
            "x: {type: enum(mood: a, b)}",
            "y: [{mood: enum(mood: a, b), n: 1}]",
            "y: {columns: {mood: enum(mood: a, b)}}"
        }) {
            assertTrue(malformed(line).startsWith("the parenthesis of 'enum(' is not closed here"), malformed(line));
        }
        for (String line : new String[] {"x: {a: b: c}", "y: {a: \"f(x\": b: c}", "y: {a: f(x): b: c}"}) {
            assertFalse(malformed(line).contains("parenthesis"), malformed(line));
        }
    }

    private static String malformed(String text) {
        YamlException e = assertThrows(YamlException.class, () -> YamlReader.read("model.yaml", "first: 1\n" + text));
        assertEquals("malformed_yaml", e.name());
        return e.problem().message() + "; " + e.problem().advice();
    }

    @Test
    void deep_nesting_is_refused_at_its_place() {
        YamlException refused =
                assertThrows(YamlException.class, () -> YamlReader.read("a.yaml", "upgrade:\n  " + "[".repeat(300)));
        assertEquals("refused_yaml", refused.name());
        assertEquals(
                "the YAML is nested more than 60 levels deep", refused.problem().message());
        assertEquals(new Location("a.yaml", 2, 63), refused.problem().location());
    }
}
