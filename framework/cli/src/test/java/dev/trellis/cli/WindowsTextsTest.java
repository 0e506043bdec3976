package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paths of Windows in the output and the environment of commands, on a simulated file system. */
class WindowsTextsTest {
    @Test
    void sarif_names_files_as_uris() throws IOException {
        try (FileSystem windows = Jimfs.newFileSystem("sarif", Configuration.windows())) {
            assertEquals("db/shop/a%20b.yaml", Sarif.uri("db\\shop\\a b.yaml", windows));
            assertEquals("shop.jar!/db/a1.yaml", Sarif.uri("shop.jar!/db/a1.yaml", windows));
            assertEquals("jimfs://sarif/C:/db/a1.yaml", Sarif.uri("C:\\db\\a1.yaml", windows));
            // A path with colons is none on Windows.
            assertEquals(
                    "jar:nested:/app.jar/!BOOT-INF/lib/shop.jar!/db/a1.yaml",
                    Sarif.uri("jar:nested:/app.jar/!BOOT-INF/lib/shop.jar!/db/a1.yaml", windows));
        }
        // On other systems, a backslash is a character of the name.
        assertEquals("db/a%5Cb.yaml", Sarif.uri("db/a\\b.yaml", FileSystems.getDefault()));
    }

    @Test
    void the_command_of_an_editor_may_contain_quotes() {
        assertEquals(List.of("vi"), EditCommand.words("vi"));
        assertEquals(List.of("code", "--wait"), EditCommand.words(" code  --wait "));
        assertEquals(
                List.of("C:\\Program Files\\Edit & Co\\edit.exe", "-n"),
                EditCommand.words("\"C:\\Program Files\\Edit & Co\\edit.exe\" -n"));
        assertEquals(List.of("C:\\Program Files\\e.exe"), EditCommand.words("C:\\\"Program Files\"\\e.exe"));
        assertEquals(List.of("\""), EditCommand.words("\""));
    }
}
