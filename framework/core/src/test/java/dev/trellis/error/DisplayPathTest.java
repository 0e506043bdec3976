package dev.trellis.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Paths in messages are relative inside the working directory and absolute outside it, however they were written. */
class DisplayPathTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @Test
    void a_path_inside_the_working_directory_is_relative() {
        assertEquals("db/a.yaml", DisplayPath.of(Path.of("db/a.yaml")));
        assertEquals("db/a.yaml", DisplayPath.of(HERE.resolve("db/a.yaml")));
        assertEquals("db/a.yaml", DisplayPath.of(Path.of("./x/../db/a.yaml")));
        assertEquals(".", DisplayPath.of(HERE));
        assertEquals(Path.of(""), DisplayPath.relative(HERE));
    }

    @Test
    void a_path_outside_the_working_directory_is_absolute() {
        assertEquals("/etc/trellis.yaml", DisplayPath.of(Path.of("/etc/trellis.yaml")));
        assertEquals(String.valueOf(HERE.resolveSibling("other")), DisplayPath.of(Path.of("../other")));
    }
}
