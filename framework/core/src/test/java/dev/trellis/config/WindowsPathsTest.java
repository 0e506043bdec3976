package dev.trellis.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Jimfs;
import dev.trellis.RevisionRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.TrellisException;
import dev.trellis.report.RevisionReport;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Projects on a file system of Windows, which is simulated in memory: drives, backslashes, names that ignore letter case. The
 * working directory is {@code C:\projects}.
 */
class WindowsPathsTest {
    private final FileSystem files = Jimfs.newFileSystem(com.google.common.jimfs.Configuration.windows().toBuilder()
            .setRoots("C:\\", "D:\\")
            .setWorkingDirectory("C:\\projects")
            .build());
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @BeforeEach
    void createProject() throws IOException {
        Files.createDirectories(path("C:\\projects\\shop\\db\\shop"));
        Files.createDirectories(path("D:\\vendor\\scripts"));
        configuration("{directory: 'db\\shop', model: 'db\\shop\\model.yaml'}");
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    private Path path(String name) {
        return files.getPath(name);
    }

    private void write(String name, String text) throws IOException {
        Path file = path(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    private void configuration(String shop) throws IOException {
        write(
                "C:\\projects\\shop\\trellis.yaml",
                "database: {url: '" + url + "'}\nbranches:\n  shop: " + shop
                        + "\n  vendor: {directory: 'D:\\vendor\\scripts'}\n");
    }

    private Trellis open(String configuration) {
        return Trellis.builder()
                .configuration(path(configuration))
                .findPlugins(false)
                .build();
    }

    private Trellis open() {
        return open("shop\\trellis.yaml");
    }

    private List<String> listing(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(path(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void folders_with_backslashes_and_drives_are_read_and_written() throws IOException {
        write(
                "C:\\projects\\shop\\db\\shop\\model.yaml",
                "tables:\n  item: {columns: {id: integer}, primary_key: [id]}\n");
        try (Trellis trellis = open()) {
            RevisionReport vendor = trellis.revision(RevisionRequest.builder("begin")
                    .head("vendor@head")
                    .id("000000000a01")
                    .build());
            assertEquals("D:\\vendor\\scripts\\000000000a01_begin.yaml", vendor.path());
            RevisionReport shop = Objects.requireNonNull(trellis.autogenerate(
                            RevisionRequest.builder("items")
                                    .head("shop@head")
                                    .id("000000000b01")
                                    .build(),
                            rename -> false)
                    .revision());
            assertEquals("shop\\db\\shop\\000000000b01_items.yaml", shop.path());
            assertEquals(
                    2, trellis.upgrade("heads", UpgradeOptions.NONE).steps().size());
            assertTrue(trellis.check("shop").get(0).operations().isEmpty());
            assertEquals(
                    path("C:\\projects\\shop\\db\\shop\\000000000b01_items.yaml"), trellis.scriptFile("000000000b01"));
        }
        assertEquals(List.of("000000000b01_items.yaml", "model.yaml"), listing("C:\\projects\\shop\\db\\shop"));
        assertEquals(
                -1,
                Files.readString(path("C:\\projects\\shop\\db\\shop\\000000000b01_items.yaml"))
                        .indexOf('\r'));
    }

    @Test
    void slashes_name_the_same_folders() throws IOException {
        configuration("{directory: db/shop}");
        write(
                "C:\\projects\\shop\\db\\shop\\a1.sql",
                "-- revision: a1\n-- branch_labels: shop\n\n-- upgrade\nselect 1;\n");
        try (Trellis trellis = open("C:/projects/shop/trellis.yaml")) {
            assertEquals("shop\\db\\shop\\a1.sql", trellis.show("a1").get(0).path());
        }
    }

    @Test
    void messages_show_paths_as_windows_writes_them() throws IOException {
        write("C:\\projects\\shop\\db\\shop\\a1.yaml", "revision: a1\nupgrade: [{drop_tabel: x}]\n");
        write("D:\\vendor\\scripts\\b1.yaml", "revision: b1\nbranch_labels: vendor\nsurprise: 1\n");
        try (Trellis trellis = open()) {
            TrellisException error = assertThrows(TrellisException.class, () -> trellis.heads(false));
            String text = String.valueOf(error.getMessage());
            assertTrue(text.contains("shop\\db\\shop\\a1.yaml:2:"), text);
            assertTrue(text.contains("D:\\vendor\\scripts\\b1.yaml:3:"), text);
        }
        configuration("{directory: 'db\\shpo'}");
        try (Trellis trellis = open()) {
            String text = String.valueOf(assertThrows(TrellisException.class, () -> trellis.heads(false))
                    .getMessage());
            assertTrue(text.contains("shop\\db\\shpo"), text);
        }
        configuration("{directory: 'db\\sh|op'}");
        assertEquals(
                "unexpected_value",
                assertThrows(TrellisException.class, this::open).name());
    }

    @Test
    void the_folder_of_a_new_revision_is_found_in_every_letter_case() throws IOException {
        try (Trellis trellis = open()) {
            for (String folder : List.of("SHOP\\DB\\shop", "shop/db/shop", "c:\\Projects\\shop\\db\\..\\db\\shop")) {
                RevisionReport report = trellis.revision(RevisionRequest.builder("m")
                        .versionPath(path(folder))
                        .head(trellis.heads(false).isEmpty() ? "shop@head" : "heads")
                        .build());
                assertEquals("shop", report.branch());
            }
            TrellisException error = assertThrows(
                    TrellisException.class,
                    () -> trellis.revision(RevisionRequest.builder("m")
                            .versionPath(path("other\\folder"))
                            .build()));
            assertEquals("unknown_location", error.name());
            assertTrue(String.valueOf(error.getMessage()).contains("other\\folder"), error.getMessage());
        }
    }

    @Test
    void a_file_whose_name_differs_only_in_letter_case_is_not_overwritten() throws IOException {
        write("C:\\projects\\shop\\db\\shop\\ABC1_begin.yaml", "revision: a1\nbranch_labels: shop\n");
        try (Trellis trellis = open()) {
            TrellisException error = assertThrows(
                    TrellisException.class,
                    () -> trellis.revision(RevisionRequest.builder("begin")
                            .head("shop@head")
                            .id("abc1")
                            .build()));
            assertEquals("file_exists", error.name());
        }
        assertEquals(List.of("ABC1_begin.yaml"), listing("C:\\projects\\shop\\db\\shop"));
    }

    /** The folder of the outer branch contains the folder of the inner one, whose name has another letter case. */
    @Test
    void a_branch_within_the_folder_of_another_is_read_once() throws IOException {
        write(
                "C:\\projects\\shop\\trellis.yaml",
                "database: {url: '" + url
                        + "'}\nbranches:\n  outer: {directory: db}\n  inner: {directory: 'DB\\Shop'}\n");
        write("C:\\projects\\shop\\db\\a1.yaml", "revision: a1\nbranch_labels: outer\n");
        write("C:\\projects\\shop\\db\\shop\\b1.yaml", "revision: b1\nbranch_labels: inner\n");
        try (Trellis trellis = open()) {
            assertEquals("outer", trellis.show("a1").get(0).branch());
            assertEquals("inner", trellis.show("b1").get(0).branch());
        }
    }

    @Test
    void rebase_rewrites_a_script_with_windows_line_ends() throws IOException {
        write("C:\\projects\\shop\\db\\shop\\a1.yaml", "revision: a1\r\nbranch_labels: shop\r\n");
        write("C:\\projects\\shop\\db\\shop\\a2.yaml", "revision: a2\r\ndown_revision: a1\r\n");
        write("C:\\projects\\shop\\db\\shop\\a3.yaml", "revision: a3\r\ndown_revision: a1\r\n");
        try (Trellis trellis = open()) {
            trellis.rebase("a3", "a2");
        }
        assertEquals(
                "revision: a3\r\ndown_revision: a2\r\n",
                Files.readString(path("C:\\projects\\shop\\db\\shop\\a3.yaml")));
    }

    @Test
    void the_configuration_may_be_at_the_root_of_a_drive() throws IOException {
        write("D:\\trellis.yaml", "database: {url: '" + url + "'}\nbranches: {app: {directory: scripts}}\n");
        write("D:\\scripts\\a1.yaml", "revision: a1\nbranch_labels: app\n");
        try (Trellis trellis = open("D:\\trellis.yaml")) {
            assertEquals("D:\\scripts\\a1.yaml", trellis.show("a1").get(0).path());
        }
        assertEquals(path("D:\\"), Configuration.builder(path("D:\\")).build().folder());
    }

    @Test
    void the_folder_of_plugins_may_be_on_another_drive() throws IOException {
        write("C:\\projects\\shop\\trellis.yaml", "plugins: {path: 'D:\\vendor\\plugins'}\n");
        Configuration configuration =
                ConfigurationReader.read(path("shop\\trellis.yaml"), null, Map.of(), name -> null);
        assertEquals(path("d:/vendor/PLUGINS"), configuration.pluginFolder());
    }

    @Test
    void a_path_is_shown_relative_to_the_working_directory_on_its_drive() {
        assertEquals(".", DisplayPath.of(path("c:\\PROJECTS")));
        assertEquals("shop\\db", DisplayPath.of(path("C:\\projects\\shop\\x\\..\\db")));
        assertEquals("C:\\projects2", DisplayPath.of(path("C:\\projects2")));
        assertEquals("D:\\projects\\shop", DisplayPath.of(path("D:\\projects\\shop")));
    }
}
