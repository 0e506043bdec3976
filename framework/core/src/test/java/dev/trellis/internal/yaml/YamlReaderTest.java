package dev.trellis.internal.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.internal.yaml.Node.Sequence;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    private static final String LINE = "- a line of a model that has grown over many years\n";

    /** The model of some ten thousand tables. */
    @Test
    void reads_what_is_as_large_as_a_file_may_be() {
        int lines = (TextFile.MAX_BYTES - 100) / LINE.length();
        Sequence all = assertInstanceOf(Sequence.class, YamlReader.read("model.yaml", LINE.repeat(lines)));
        assertEquals(lines, all.items().size());
    }

    @Test
    void says_that_a_file_is_larger_than_that() {
        byte[] bytes = LINE.repeat(TextFile.MAX_BYTES / LINE.length() + 1).getBytes(UTF_8);
        String said = assertThrows(
                        YamlException.class, () -> TextFile.read(new ByteArrayInputStream(bytes), "model.yaml"))
                .problem()
                .message();
        assertTrue(said.contains("larger than 16 MiB"), said);
    }
}
