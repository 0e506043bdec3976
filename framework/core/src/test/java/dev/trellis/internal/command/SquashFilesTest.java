package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.command.NewScript.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code squash} replaces, after a failure and after an interruption. */
class SquashFilesTest {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("db/sub"));
        Files.writeString(folder.resolve("db/a1.yaml"), "one");
        Files.writeString(folder.resolve("db/sub/a2.yaml"), "two");
    }

    private String content() throws IOException {
        TreeMap<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                content.put(
                        folder.relativize(path).toString(),
                        Files.isDirectory(path) ? "folder" : Files.readString(path));
            }
        }
        return content.toString();
    }

    private List<Path> scripts() {
        return List.of(folder.resolve("db/a1.yaml"), folder.resolve("db/sub/a2.yaml"));
    }

    private void replace(String baseline, Path archive, Consumer<Path> finish) {
        Draft draft = new Draft(folder.resolve("db"), baseline, "both");
        new SquashFiles(folder.resolve("db"), scripts(), archive, () -> {}).replace("a2", draft, finish);
    }

    @Test
    void scripts_are_replaced_also_by_a_baseline_of_the_same_name() throws IOException {
        replace("a1.yaml", folder.resolve("old/er"), file -> {});
        assertEquals(
                "{=folder, db=folder, db/a1.yaml=both, db/sub=folder, old=folder, old/er=folder, old/er/a1.yaml=one,"
                        + " old/er/sub=folder, old/er/sub/a2.yaml=two}",
                content());
    }

    @Test
    void a_failure_leaves_all_files_as_they_were() throws IOException {
        Files.createDirectories(folder.resolve("old"));
        Files.writeString(folder.resolve("old/sub"), "not a folder");
        Files.writeString(folder.resolve("db/taken.yaml"), "mine");
        String before = content();

        TrellisException archive =
                assertThrows(TrellisException.class, () -> replace("b.yaml", folder.resolve("old"), file -> {}));
        assertEquals("cannot_write", archive.name());
        assertEquals(before, content());

        assertThrows(TrellisException.class, () -> replace("taken.yaml", folder.resolve("new"), file -> {}));
        assertEquals(before, content());

        assertThrows(
                IllegalStateException.class,
                () -> replace("a1.yaml", folder.resolve("new"), file -> {
                    throw new IllegalStateException("post_write");
                }));
        assertEquals(before, content());
    }

    @Test
    void a_script_that_a_user_has_restored_is_kept() throws IOException {
        String before = content();
        SquashStaging staging =
                SquashStaging.create(folder.resolve("db"), scripts(), "a2", folder.resolve("db/b.yaml"), "both");
        staging.place();
        for (Path script : scripts()) {
            staging.take(script);
        }
        Path restored = Files.writeString(folder.resolve("db/a1.yaml"), "edited");
        TrellisException differs = assertThrows(TrellisException.class, staging::undo);
        assertEquals("file_exists", differs.name());
        assertTrue(differs.problem().message().contains(".squash-"), differs.toString());
        assertEquals("edited", Files.readString(restored));

        Files.writeString(restored, "one");
        staging.undo();
        assertEquals(before, content());
    }
}
