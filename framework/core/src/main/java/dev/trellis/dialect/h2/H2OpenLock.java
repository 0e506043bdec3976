package dev.trellis.dialect.h2;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets processes open a database file one after another. Every process that finds H2's own lock file renews the file and
 * waits until the file is some seconds old. Several processes that start together would therefore delay one another for
 * minutes. The lock of this class is the operating system's lock on an empty file next to the database; the system releases
 * it when the process ends.
 */
final class H2OpenLock {
    private static final Pattern FILE = Pattern.compile("(?i)jdbc:h2:(?:file:)?([^;]*).*");
    private static final Pattern OTHER_URL = Pattern.compile("(?i)[a-z]{2,}:.*");
    private static final Closeable NO_LOCK = () -> {};

    private H2OpenLock() {}

    /**
     * Waits for the lock.
     *
     * @return the lock, which the caller closes as soon as the database is open; an object without effect if no lock file
     *     can be created
     */
    static Closeable acquire(String url) {
        try {
            Path path = path(url);
            Closeable lock = null;
            while (path != null && lock == null) {
                lock = lock(path);
            }
            return lock == null ? NO_LOCK : lock;
        } catch (IOException | OverlappingFileLockException | InvalidPathException e) {
            // H2 itself reports a problem with the path. Within one process, H2 opens the file only once.
            return NO_LOCK;
        }
    }

    private static @Nullable Path path(String url) {
        Matcher matcher = FILE.matcher(url);
        if (!matcher.matches() || OTHER_URL.matcher(matcher.group(1)).matches()) {
            return null;
        }
        String name = matcher.group(1);
        return Path.of(
                (name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name) + "-trellis");
    }

    /**
     * Waits for the lock on a file. Returns null if the last holder has deleted the file in the meantime, because other
     * processes then lock a new file of this name.
     */
    private static @Nullable Closeable lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            Object opened = fileKey(path);
            channel.lock();
            taken = Objects.equals(opened, fileKey(path));
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        return taken ? () -> release(path, channel) : null;
    }

    private static void release(Path path, FileChannel channel) throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        }
    }

    /** Returns a key that distinguishes the file from earlier files of the same name. */
    private static @Nullable Object fileKey(Path path) throws IOException {
        return Files.exists(path)
                ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
                : path;
    }
}
