package dev.trellis.dialect.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.trellis.dialect.Dialect;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of H2 databases in JDBC URLs, on a simulated file system of Windows. */
class H2PathsTest {
    private final FileSystem windows = Jimfs.newFileSystem(
            Configuration.windows().toBuilder().setRoots("C:\\", "D:\\").build());
    private final Path folder = windows.getPath("C:\\app");

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:./shop,                            jdbc:h2:file:C:\\app\\.\\shop",
        "jdbc:h2:.\\data\\shop;SCHEMA=x,            jdbc:h2:file:C:\\app\\.\\data\\shop;SCHEMA=x",
        "jdbc:h2:file:..\\shop,                     jdbc:h2:file:C:\\app\\..\\shop",
        "jdbc:h2:D:\\data\\shop,                    jdbc:h2:D:\\data\\shop",
        "jdbc:h2:file:d:/data/shop,                 jdbc:h2:file:d:/data/shop",
        "jdbc:h2:~/shop,                            jdbc:h2:~/shop",
        "jdbc:h2:mem:shop,                          jdbc:h2:mem:shop",
        "jdbc:h2:.\\a|b,                            jdbc:h2:.\\a|b",
    })
    void h2_resolves_a_relative_file(String url, @Nullable String expected) {
        assertEquals(expected, new H2Dialect().resolveUrl(url, folder));
    }

    /** H2 reads a backslash as a slash on every system. */
    @Test
    void h2_resolves_backslashes_on_this_system() {
        Dialect h2 = new H2Dialect();
        assertEquals("jdbc:h2:file:/app/.\\data\\shop", h2.resolveUrl("jdbc:h2:.\\data\\shop", Path.of("/app")));
        assertEquals(Path.of("/app/.\\data\\shop.mv.db"), h2.databaseFile("jdbc:h2:file:/app/.\\data\\shop"));
    }
}
