package dev.trellis.adopt.liquibase;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the files of a project below its folders. A path that leads out of them is refused, also through a link. */
final class ChangelogFiles {
    private static final int MAX_FILES = 20_000;

    private final List<Path> roots;

    /**
     * Creates the files.
     *
     * @param roots the folders in which paths begin, in the order of the search
     */
    ChangelogFiles(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * Returns a file, or a folder.
     *
     * @param from the changelog whose folder the path begins in; null if it begins in the folders of the project
     * @param place the place that names the path
     * @return null if it does not exist
     */
    @Nullable
    ChangelogFile find(String written, @Nullable ChangelogFile from, Location place) {
        String path = normalized(written, from, place);
        for (Path root : roots) {
            Path file;
            try {
                file = root.resolve(path);
            } catch (InvalidPathException e) {
                throw ChangelogException.unreadable(place, written, "is not a path");
            }
            if (Files.exists(file)) {
                requireInside(root, file, written, place);
                return new ChangelogFile(path, file);
            }
        }
        return null;
    }

    /**
     * Returns a file.
     *
     * @throws dev.trellis.error.TrellisException {@code cannot_convert} if it does not exist
     */
    ChangelogFile require(String written, @Nullable ChangelogFile from, Location place) {
        ChangelogFile file = find(written, from, place);
        if (file == null) {
            throw ChangelogException.unreadable(
                    place,
                    written,
                    "does not exist in "
                            + String.join(
                                    ", ", roots.stream().map(DisplayPath::of).toList()));
        }
        if (!Files.isRegularFile(file.file())) {
            throw ChangelogException.unreadable(place, written, "is not a file");
        }
        return file;
    }

    /**
     * Returns the files below a folder in the order in which Liquibase includes them: by path.
     *
     * @param minDepth the number of folders between the folder and the files, at least
     * @param maxDepth the number of folders between the folder and the files, at most
     */
    List<ChangelogFile> below(ChangelogFile folder, int minDepth, int maxDepth, Location place) {
        Path start = folder.file();
        int limit = maxDepth > 100 ? 100 : maxDepth + 1;
        try (Stream<Path> files = Files.walk(start, Math.max(1, limit), FileVisitOption.FOLLOW_LINKS)) {
            List<ChangelogFile> found = new ArrayList<>();
            files.filter(Files::isRegularFile).limit(MAX_FILES + 1L).forEach(file -> {
                Path relative = start.relativize(file);
                if (relative.getNameCount() - 1 >= minDepth) {
                    String path = folder.path() + "/" + relative.toString().replace('\\', '/');
                    String normal = path.startsWith("/") ? path.substring(1) : path;
                    rootOf(start).ifPresent(root -> requireInside(root, file, normal, place));
                    found.add(new ChangelogFile(normal, file));
                }
            });
            if (found.size() > MAX_FILES) {
                throw ChangelogException.unreadable(place, folder.path(), "contains more than " + MAX_FILES + " files");
            }
            found.sort(Comparator.comparing(ChangelogFile::path));
            return found;
        } catch (IOException e) {
            throw ChangelogException.unreadable(place, folder.path(), "cannot be read: " + FileFailure.reason(e));
        } catch (UncheckedIOException e) {
            throw ChangelogException.unreadable(
                    place, folder.path(), "cannot be read: " + FileFailure.reason(new IOException(e.getMessage(), e)));
        }
    }

    private Optional<Path> rootOf(Path folder) {
        return roots.stream().filter(folder::startsWith).findFirst();
    }

    /** Returns a path as Liquibase records it: without a prefix, with slashes, without dots. */
    private static String normalized(String written, @Nullable ChangelogFile from, Location place) {
        String path = written.strip().replace('\\', '/');
        if (path.startsWith("classpath:")) {
            path = path.substring("classpath:".length());
        }
        if (from != null) {
            int slash = from.path().lastIndexOf('/');
            path = slash < 0 ? path : from.path().substring(0, slash + 1) + path;
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw ChangelogException.unreadable(place, written, "leads out of the folder of the project");
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private static void requireInside(Path root, Path file, String written, Location place) {
        try {
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                throw ChangelogException.unreadable(place, written, "leads out of the folder of the project");
            }
        } catch (IOException e) {
            throw ChangelogException.unreadable(place, written, "cannot be read: " + FileFailure.reason(e));
        }
    }
}
