package dev.trellis.cli;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the text resources of this package, and writes files from them. */
final class Resources {
    private Resources() {}

    static String text(String name) {
        try (InputStream stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes an incomplete file, for example after the disk was full. */
    private static void deletePart(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The caller reports the earlier failure to write the file.
        }
    }

    private static void createFolder(@Nullable Path folder) throws IOException {
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (FileAlreadyExistsException e) {
            throw CommandException.notAFolder(DisplayPath.of(Path.of(e.getFile())));
        }
    }

    /**
     * Writes a resource to a new file and creates its parent folders.
     *
     * @param change applied to the text of the resource
     * @throws CommandException named {@code file_exists} or {@code cannot_write}
     */
    static void copy(String name, Path file, UnaryOperator<String> change) {
        write(change.apply(text(name)), file);
    }

    /**
     * Writes a text to a new file and creates its parent folders.
     *
     * @throws CommandException named {@code file_exists} or {@code cannot_write}
     */
    static void write(String text, Path file) {
        write(text, file, StandardOpenOption.CREATE_NEW);
    }

    /**
     * Writes a text to a file, which may exist, and creates its parent folders.
     *
     * @throws CommandException named {@code cannot_write}
     */
    static void replace(String text, Path file) {
        write(text, file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void write(String text, Path file, OpenOption... options) {
        try {
            createFolder(file.toAbsolutePath().getParent());
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), options);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.fileExists(DisplayPath.of(file));
        } catch (IOException e) {
            deletePart(file);
            throw CommandException.cannotWrite(DisplayPath.of(file), FileFailure.reason(e));
        }
    }
}
