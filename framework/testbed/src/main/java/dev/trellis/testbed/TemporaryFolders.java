package dev.trellis.testbed;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Temporary folders for the data of databases. */
final class TemporaryFolders {
    /** The folder of the file system in memory on Linux. */
    private static final Path MEMORY = Path.of("/dev/shm");
    /**
     * The free space, in bytes, that a folder in memory requires: more than the servers and databases of all concurrent test
     * JVMs use.
     */
    private static final long REQUIRED_SPACE = 2L << 30;
    /** Whether all data is on disk, as in benchmarks, which measure the disk, too. */
    private static final boolean DISK = Boolean.getBoolean("trellis.testbed.disk");

    private TemporaryFolders() {}

    /**
     * Creates a folder for data that may be lost when the machine crashes. The folder is in memory if enough memory is free,
     * because a server writes 8 MB for a new database and SQLite waits for the disk at every commit.
     */
    static Path temporary(String prefix) throws IOException {
        return !DISK && hasSpace(MEMORY)
                ? Files.createTempDirectory(MEMORY, prefix)
                : Files.createTempDirectory(prefix);
    }

    private static boolean hasSpace(Path folder) {
        try {
            return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() >= REQUIRED_SPACE;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean inMemory(Path folder) {
        return folder.startsWith(MEMORY);
    }

    /** Deletes a folder with its content, without following links. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
