package dev.trellis.dialect.h2;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets processes open a file one after the other. H2 tells by a lock file of its own who has the database: whoever finds
 * one waits until it is some seconds old and writes it anew, so that several who come at once keep one another waiting for
 * minutes. This one is the system's lock on an empty file beside it, and goes with its process.
 */
final class H2OpenLock {
    private static final Pattern FILE = Pattern.compile("(?i)jdbc:h2:(?:file:)?([^;]*).*");
    private static final Pattern OTHER = Pattern.compile("(?i)[a-z]{2,}:.*");
    private static final Closeable OPEN = () -> {};

    private H2OpenLock() {}

    /** @return to be closed behind whoever has passed; where there can be no such file everybody passes */
    static Closeable pass(String url) {
        Path path = path(url);
        try {
            Closeable passed = null;
            while (path != null && passed == null) {
                passed = lock(path);
            }
            return passed == null ? OPEN : passed;
        } catch (IOException | OverlappingFileLockException e) {
            // H2 itself will say what is wrong with the place; and of one process only one opens the file.
            return OPEN;
        }
    }

    private static @Nullable Path path(String url) {
        Matcher matcher = FILE.matcher(url);
        if (!matcher.matches() || OTHER.matcher(matcher.group(1)).matches()) {
            return null;
        }
        String name = matcher.group(1);
        return Path.of(
                (name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name) + "-trellis");
    }

    /** Null when the last one who passed has removed the file since: then others lock another of the same name. */
    private static @Nullable Closeable lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            Object opened = key(path);
            channel.lock();
            taken = Objects.equals(opened, key(path));
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        return taken ? () -> leave(path, channel) : null;
    }

    private static void leave(Path path, FileChannel channel) throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        }
    }

    /** What tells the file from others that had its name before. */
    private static @Nullable Object key(Path path) throws IOException {
        return Files.exists(path)
                ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
                : path;
    }
}
