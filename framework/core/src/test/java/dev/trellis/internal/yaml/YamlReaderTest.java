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
}
