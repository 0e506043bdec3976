package dev.trellis.error;

import java.nio.file.Path;

/**
 * The form of files and folders in messages and reports: relative to the working directory of the process if they are inside
 * it, otherwise absolute. A user can paste either form into a command.
 */
public final class DisplayPath {
    private DisplayPath() {}

    /** Returns a path in the displayed form; the working directory itself is {@code .}. */
    public static String of(Path path) {
        String text = relative(path).toString();
        return text.isEmpty() ? "." : text;
    }

    /** Returns the displayed form of a folder, to which names of files can be added; empty for the working directory. */
    public static Path relative(Path path) {
        if (path.getFileSystem().provider().getScheme().equals("jar")) {
            return path; // an archive has no working directory
        }
        Path here = path.getFileSystem().getPath("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    }
}
