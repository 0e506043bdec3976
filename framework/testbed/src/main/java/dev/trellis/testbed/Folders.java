package dev.trellis.testbed;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

final class Folders {
    /** Memory that Linux lends as a folder. */
    private static final Path MEMORY = Path.of("/dev/shm");
    /** What servers and databases of all JVMs that test at once come to, and some more. */
    private static final long ROOM = 2L << 30;
    /** For measurements, of which the disk is a part. */
    private static final boolean DISK = Boolean.getBoolean("trellis.testbed.disk");

    private Folders() {}

    /**
     * A new folder for what no test needs after a crash of the machine: in memory where there is enough, for a server writes
     * 8 MB for a new database and SQLite waits for the disk at every commit.
     */
    static Path temporary(String prefix) throws IOException {
        return !DISK && roomy(MEMORY) ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix);
    }

    private static boolean roomy(Path folder) {
        try {
            return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() >= ROOM;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean inMemory(Path folder) {
        return folder.startsWith(MEMORY);
    }

    /** Deletes a folder with all that is in it; links are not followed. */
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
