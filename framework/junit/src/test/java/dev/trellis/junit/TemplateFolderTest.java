package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The folder of templates, which several processes share. */
class TemplateFolderTest {
    /** Between the release of the lock and the deletion, another process may find the folder abandoned. */
    @Test
    void a_folder_that_another_process_has_deleted_is_closed() throws IOException {
        TemplateFolder folder = new TemplateFolder();
        Path copies = Objects.requireNonNull(folder.newCopy().getParent());
        Files.delete(copies.resolve("lock"));
        Files.delete(copies);
        folder.close();
        assertFalse(Files.exists(copies));
    }
}
