package dev.trellis.loyalty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.Trellis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The descriptor of the jar states what the plugin declares. */
class DescriptorTest {
    @Test
    void the_descriptor_is_up_to_date() throws IOException {
        Path source = Path.of("src/main/resources/META-INF/trellis/branches.yaml");
        try (Trellis trellis = Trellis.builder().build()) {
            Path written = trellis.writeDescriptor(Path.of("target/classes"));
            assertEquals(Files.readString(source), Files.readString(written));
        }
    }
}
