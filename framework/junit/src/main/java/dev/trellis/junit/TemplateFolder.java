package dev.trellis.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of templates that are files: {@code trellis-templates} in the build folder of the project, so that cleaning the
 * project removes it. Each process has a subfolder for its copies, and holds a lock on a file in this subfolder; the next
 * process deletes the subfolders of killed processes.
 */
final class TemplateFolder implements AutoCloseable {
    /** The build folders of Maven and Gradle. */
    private static final List<String> BUILD_FOLDERS = List.of("target", "build");
    /** The number of templates that are kept. When a template is built, older templates beyond this number are deleted. */
    private static final int KEPT = 16;

    private static final String COPIES = "copies-";

    private final boolean isShared;
    private final Path folder;
    private final Path copies;
    private final FileChannel lockFile;
    private final Set<String> used = new HashSet<>();
    private int count;

    /** Builds a template in a file that does not exist yet. */
    interface Build {
        void into(Path file) throws Exception;
    }

    TemplateFolder() throws IOException {
        Path build = buildFolder();
        isShared = build != null;
        // Without a build folder, templates are not shared: a folder with a known name could belong to another user.
        folder = build == null
                ? Files.createTempDirectory("trellis-templates-")
                : Files.createDirectories(build.resolve("trellis-templates"));
        // A lock file exists for a moment before it is locked. Until
        // then no other process may look for abandoned folders.
        synchronized (TemplateFolder.class) {
            try (FileChannel channel = open(folder.resolve("lock"));
                    FileLock lock = channel.lock()) {
                Objects.requireNonNull(lock);
                deleteAbandoned();
                copies = Files.createDirectory(folder.resolve(COPIES + TestDatabaseNames.random()));
                lockFile = open(copies.resolve("lock"));
                lockFile.lock();
            }
        }
    }

    private static @Nullable Path buildFolder() {
        return BUILD_FOLDERS.stream()
                .map(name -> Path.of(name).toAbsolutePath())
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    /** Returns a template, which is built first if it does not exist; one process builds it, the others wait. */
    synchronized Path template(String name, Build build) throws Exception {
        Path template = folder.resolve(name);
        if (!used.contains(name) || !Files.exists(template)) {
            build(template, name, build);
            Files.setLastModifiedTime(template, FileTime.from(Instant.now()));
            used.add(name);
        }
        return template;
    }

    private void build(Path template, String name, Build build) throws Exception {
        // Within a process, a second lock on a file is an error, so only one thread at a time locks the file.
        synchronized (TemplateFolder.class) {
            try (FileChannel channel = open(folder.resolve("lock"));
                    FileLock lock = channel.lock()) {
                Objects.requireNonNull(lock);
                if (!Files.exists(template)) {
                    deleteOldTemplates(name.substring(name.lastIndexOf('.')));
                    Path building = newCopy();
                    build.into(building);
                    move(building, template);
                }
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /** Returns the path of a new file, which only this process uses. */
    synchronized Path newCopy() {
        return copies.resolve("t" + ++count + ".db");
    }

    private void deleteOldTemplates(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.filter(file -> file.toString().endsWith(ending))
                    .sorted(Comparator.comparing(TemplateFolder::lastUse).reversed())
                    .skip(KEPT - 1L)
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime lastUse(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.from(Instant.EPOCH);
        }
    }

    private void deleteAbandoned() throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(folder)) {
            others = files.filter(file -> file.getFileName().toString().startsWith(COPIES))
                    .toList();
        }
        for (Path other : others) {
            try (FileChannel channel = FileChannel.open(other.resolve("lock"), StandardOpenOption.WRITE)) {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    delete(other);
                }
            } catch (OverlappingFileLockException | NoSuchFileException e) {
                // Another part of this process uses the folder, or another process is about to use or delete it.
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            /**
             * Two processes may delete a folder at the same time: the owner, which closes it, and one that finds it
             * unlocked.
             */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        try {
            lockFile.close();
            delete(isShared ? copies : folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
