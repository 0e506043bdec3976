package dev.trellis.internal.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.internal.yaml.Node.Scalar;
import org.junit.jupiter.api.Test;

/** Surrogate pairs at the end of a buffer. */
class SurrogateSafeReaderTest {

    @Test
    void reads_a_pair_at_the_end_of_the_parsers_buffer() {
        for (int length = 1000; length < 1100; length++) {
            String text = "a".repeat(length) + "\ud83d\ude00\ud83d\ude00b";
            assertEquals(text, ((Scalar) YamlReader.read("test", text)).value());
        }
    }
}
